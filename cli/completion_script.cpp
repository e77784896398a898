// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion_script.h"

namespace broadsheet::cli {

namespace {

using Commands = std::vector<CommandDescription>;

std::string joined(const std::vector<std::string>& words, std::string_view between = " ") {
    std::string text;
    for (const auto& word : words) text.append(text.empty() ? "" : between).append(word);
    return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

/// Lists show the first sentence; the manual has the rest.
std::string first_sentence(const std::string& help) {
    const auto end = help.find(". ");
    return help.substr(0, end == help.npos ? help.size() : end);
}

std::string names_of(const Commands& commands, std::string_view between) {
    std::vector<std::string> names;
    for (const auto& command : commands) names.push_back(command.name);
    return joined(names, between);
}

std::string flags_of(const CommandDescription& command) {
    std::vector<std::string> names;
    for (const auto& flag : command.flags) names.insert(names.end(), flag.names.begin(), flag.names.end());
    return joined(names);
}

/// The cases of "command flag", what stands before the word at the cursor. A command that is empty is the program.
std::string bash_values(const CommandDescription& command, const std::string& pattern) {
    std::string cases;
    for (const auto& flag : command.flags) {
        if (flag.value.empty()) continue;
        std::vector<std::string> patterns;
        for (const auto& name : flag.names) patterns.push_back(pattern + name);
        const std::string action = !flag.choices.empty()
                                       ? "_broadsheet_words '" + joined(flag.choices) + "'" + (flag.is_list ? " ," : "")
                                   : flag.names_path() ? "_broadsheet_paths " + flag.value
                                                       : "COMPREPLY=()";
        cases += "        " + joined(patterns, "|") + ") " + action + "; return ;;\n";
    }
    return cases;
}

std::string bash_arguments(const Commands& commands) {
    std::string cases;
    for (const auto& command : commands) {
        for (const auto& argument : command.arguments) {
            if (argument.names_path())
                cases += "        " + command.name + ") _broadsheet_paths " + argument.value + " ;;\n";
            if (!argument.choices.empty())
                cases += "        " + command.name + ") _broadsheet_words '" + joined(argument.choices) + "' ;;\n";
        }
    }
    return cases;
}

/// In single quotes.
std::string single_quoted(const std::string& text) {
    return "'" + replaced(text, "'", "'\\''") + "'";
}

std::string zsh_action(const FlagDescription& flag) {
    if (flag.is_list) return "_sequence compadd - " + joined(flag.choices);
    if (!flag.choices.empty()) return "(" + joined(flag.choices) + ")";
    if (flag.value == "DIR") return "_files -/";
    return flag.names_path() ? "_files" : " ";
}

std::string zsh_text(const std::string& help) {
    return replaced(replaced(replaced(first_sentence(help), "[", "\\["), "]", "\\]"), ":", "\\:");
}

std::string zsh_flags(const CommandDescription& command, const std::string& indent) {
    std::string specs;
    for (const auto& flag : command.flags) {
        for (const auto& name : flag.names) {
            std::string spec = name +
                               (flag.value.empty()       ? ""
                                : name.starts_with("--") ? "="
                                                         : "+") +
                               "[" + zsh_text(flag.help) + "]";
            if (!flag.value.empty())
                spec += ":" + (flag.choices.empty() ? flag.value : "value") + ":" + zsh_action(flag);
            specs += " \\\n" + indent + single_quoted(spec);
        }
    }
    return specs;
}

std::string zsh_arguments(const CommandDescription& command, const std::string& indent) {
    std::string specs;
    std::size_t place = 0;
    for (const auto& argument : command.arguments) {
        const std::string which = argument.repeats ? "*" : std::to_string(++place);
        specs += " \\\n" + indent + single_quoted(which + ":" + argument.names.front() + ":" + zsh_action(argument));
    }
    return specs;
}

std::string fish_flag(const FlagDescription& flag, const std::string& condition) {
    std::string line = "complete -c broadsheet " + condition;
    for (const auto& name : flag.names)
        line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (!flag.value.empty()) line += flag.names_path() ? " -r -F" : " -x";
    if (flag.is_list)
        line += " -a '(__fish_append , " + joined(flag.choices) + ")'";
    else if (!flag.choices.empty())
        line += " -a '" + joined(flag.choices) + "'";
    const std::string help = replaced(replaced(first_sentence(flag.help), "\\", "\\\\"), "'", "\\'");
    return line + " -d '" + help + "'\n";
}

}  // namespace

std::string bash_completion(const CommandDescription& program, const Commands& commands) {
    std::string script = R"(# Completes the arguments of broadsheet; made by `broadsheet completions bash`.

# _broadsheet_words WORDS [SEPARATOR]: those that go on as the word at the cursor does; with a separator, as its last part.
_broadsheet_words() {
    local before=
    [[ -n ${2-} && $current == *"$2"* ]] && before=${current%"$2"*}$2
    mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${current#"$before"}")
    [[ -z ${2-} ]] || compopt -o nospace
}

_broadsheet_paths() {
    local kind=-f
    [[ $1 == DIR ]] && kind=-d
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen "$kind" -- "$current")
}

_broadsheet() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= word
    # Bash makes three words of --flag=value.
    if [[ $current == = ]]; then current=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in
        )";
    script += names_of(commands, "|") +
              ") command=$word; break ;;\n        esac\n    done\n    case \"$command $before\" in\n";
    script += bash_values(program, "*\" \"");
    for (const auto& command : commands) script += bash_values(command, command.name + "\" \"");
    script += "    esac\n    if [[ -z $command && $current != -* ]]; then\n        _broadsheet_words '" +
              names_of(commands, " ") +
              "'\n        return\n    fi\n    if [[ $current == -* ]]; then\n        case $command in\n";
    for (const auto& command : commands)
        script += "        " + command.name + ") _broadsheet_words '" + flags_of(command) + " " + flags_of(program) +
                  "' ;;\n";
    script += "        *) _broadsheet_words '" + flags_of(program) +
              "' ;;\n        esac\n        return\n    fi\n    case $command in\n";
    script += bash_arguments(commands) + "    esac\n}\n\ncomplete -F _broadsheet broadsheet\n";
    return script;
}

std::string zsh_completion(const CommandDescription& program, const Commands& commands) {
    std::string script =
        "#compdef broadsheet\n# Completes the arguments of broadsheet; made by `broadsheet completions zsh`.\n\n"
        "_broadsheet() {\n    local context state state_descr line\n    typeset -A opt_args\n    local -a commands=(";
    for (const auto& command : commands)
        script += "\n        " + single_quoted(command.name + ":" + replaced(command.help, ":", "\\:"));
    script += "\n    )\n    _arguments -C" + zsh_flags(program, "        ") +
              " \\\n        '1:command:->command' '*::argument:->arguments'\n    case $state in\n    command) "
              "_describe command "
              "commands ;;\n    arguments)\n        case $words[1] in\n";
    for (const auto& command : commands)
        script += "        " + command.name + ") _arguments" + zsh_flags(program, "            ") +
                  zsh_flags(command, "            ") + zsh_arguments(command, "            ") + " ;;\n";
    script +=
        "        esac\n        ;;\n    esac\n}\n\n"
        "# As a file in $fpath it is the function itself; sourced, it is made known.\n"
        "if [[ $funcstack[1] == _broadsheet ]]; then _broadsheet \"$@\"; else compdef _broadsheet broadsheet; fi\n";
    return script;
}

std::string fish_completion(const CommandDescription& program, const Commands& commands) {
    std::string script = "# Completes the arguments of broadsheet; made by `broadsheet completions fish`.\n\n";
    for (const auto& flag : program.flags) script += fish_flag(flag, "");
    for (const auto& command : commands) {
        const std::string help = replaced(command.help, "'", "\\'");
        const std::string condition = "-n '__fish_seen_subcommand_from " + command.name + "'";
        script += "\ncomplete -c broadsheet -n __fish_use_subcommand -f -a " + command.name + " -d '" + help + "'\n";
        for (const auto& flag : command.flags) {
            if (flag.names.back() != "--help") script += fish_flag(flag, condition);
        }
        bool takes_paths = false;
        for (const auto& argument : command.arguments) {
            takes_paths = takes_paths || argument.names_path();
            if (!argument.choices.empty())
                script += "complete -c broadsheet " + condition + " -a '" + joined(argument.choices) + "'\n";
        }
        if (!takes_paths) script += "complete -c broadsheet " + condition + " -f\n";
    }
    return script;
}

}  // namespace broadsheet::cli
