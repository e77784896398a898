// SPDX-License-Identifier: GPL-3.0-or-later
// PDF, through poppler's pdftotext where it is installed. It never sees more than the one file, as its stdin.
#include "indexer/formats/pdf_program.h"
#include "indexer/formats/pdf_text.h"
#include "indexer/formats/readers.h"
#include "indexer/input/clean_text.h"
#include "indexer/input/sandboxed_process.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <span>
#include <utility>

namespace broadsheet {
namespace {

/// Of a confined process; empty in any other.
PdfProgram& program_elsewhere() {
    static PdfProgram program;
    return program;
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

/// The stream in a file that has no name, since pdftotext goes back and forth in it. No value if it is too large.
std::optional<File> as_file(ByteStream& stream) {
    File file(std::tmpfile(), &std::fclose);
    std::array<char, 64 * 1024> block;
    std::size_t size = 0;
    while (file) {
        const std::size_t got = stream.read(block);
        if (got == 0) break;
        if ((size += got) > whole_file_bytes_max) return {};
        if (std::fwrite(block.data(), 1, got, file.get()) != got) file.reset();
    }
    if (file && std::fflush(file.get()) != 0) file.reset();
    if (file) std::rewind(file.get());
    return file;
}

std::string reason_of(const SandboxResult& result) {
    using End = SandboxResult::End;
    if (result.end == End::too_slow) return "pdftotext took longer than a minute over it";
    if (result.end == End::too_much_output) return "it holds more than 16 MiB of text";
    if (result.end == End::killed) return "pdftotext needed more than 20 s or 512 MiB for it, or crashed";
    if (result.end == End::not_started) return "pdftotext could not be started";
    if (result.errors.find("Incorrect password") != std::string::npos) return "it is encrypted and needs a password";
    const std::string_view first = std::string_view(result.errors).substr(0, result.errors.find('\n'));
    return "pdftotext can't read it" + (first.empty() ? std::string() : ": " + clean_line(first.substr(0, 200)));
}

}  // namespace

PdfText run_pdf_program(ByteStream& stream) {
    const auto program = find_program("pdftotext");
    if (!program) return {"", "PDF needs pdftotext (apt-get install poppler-utils)", Stage::open};
    const auto file = as_file(stream);
    if (!file) return {"", "larger than 40 MiB", Stage::open};
    if (!*file) return {"", "there is no room for it in the folder of temporary files", Stage::open};
    SandboxResult result =
        run_sandboxed(*program, {"-q", "-enc", "UTF-8", "-htmlmeta", "-", "-"}, ::fileno(file->get()), {});
    if (result.end != SandboxResult::End::exited || result.exit_code != 0) return {"", reason_of(result), Stage::parse};
    return {std::move(result.output), "", Stage::parse};
}

void set_pdf_program(PdfProgram program) {
    program_elsewhere() = std::move(program);
}

PdfText text_of_pdf(ByteStream& stream) {
    return program_elsewhere() ? program_elsewhere()(stream) : run_pdf_program(stream);
}

void read_pdf(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    PdfText text = text_of_pdf(stream);
    if (text.refusal.empty())
        deliver_pdf_text(text.html, info, sink);
    else
        sink.problem(text.stage, "", std::move(text.refusal));
}

}  // namespace broadsheet
