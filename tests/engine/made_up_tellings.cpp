// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/made_up_tellings.h"

#include <algorithm>
#include <random>

namespace broadsheet {

Telling telling(std::uint32_t id, const std::string& title, const std::string& body, std::optional<DayNumber> day) {
    Article article;
    article.title = title;
    article.body = body;
    article.language = "en";
    return {id, fingerprint_of(article), day};
}

const std::string wire =
    "LERVIK - The night ferry Sula ran aground off the island of Ostrey early on Wednesday with 126 people aboard, the "
    "coast guard said. Nobody was hurt. \"We heard the stones before we saw them,\" said the mate, Hedda Brun, 34. A "
    "tug "
    "from Lervik pulled the ship free at noon. The company, Fjordlinja, blamed a broken radar that was to be replaced "
    "in "
    "April. Divers found a dent of nine metres in the hull below the car deck.";
const std::string rewrite =
    "Passengers of the Sula slept on deck chairs after their ferry struck rocks near Ostrey. The ship's mate, Hedda "
    "Brun, "
    "told this newspaper: “We heard the stones before we saw them.” According to Fjordlinja the radar had failed; a "
    "new "
    "one had been ordered for April. All 126 people on board are well, says the coast guard in Lervik, whose tug freed "
    "the ferry.";
const std::string look_alike =
    "LERVIK - The car ferry Tinden ran aground off the island of Grisholm on Friday with 58 people aboard, the coast "
    "guard "
    "said. Nobody was hurt. A helicopter took a pregnant woman to hospital in Storvik. The company, Nordkyst, said "
    "that "
    "the captain, Ola Myhre, had swerved to avoid a kayak. Divers found no damage to the hull.";
const std::string other =
    "The town library of Brackwater has lent its ten thousandth seed packet. Gardeners take beans in spring and bring "
    "back "
    "twice as many in autumn, says librarian Imogen Tull, who keeps the packets where the card catalogue used to be.";

std::vector<Telling> made_up_archive(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Telling> rows;
    std::uint32_t id = 1;
    for (int event = 0; event < 60; ++event) {
        std::vector<std::string> names;
        for (int i = 0; i < 14; ++i) names.push_back("Name" + std::to_string(event * 100 + i));
        const DayNumber day = 100 + static_cast<DayNumber>(random() % 300);
        for (unsigned paper = 0; paper <= random() % 4; ++paper) {
            std::string body;
            for (int i = 0; i < 60; ++i) {
                body += random() % 3 ? "common" + std::to_string(random() % 400) : names[random() % names.size()];
                body += i % 12 == 11 ? ". " : " ";
            }
            rows.push_back(telling(id++, "", body, day + static_cast<DayNumber>(paper)));
        }
    }
    return rows;
}

double share_of_same(const std::map<std::uint32_t, Grouping>& a, const std::map<std::uint32_t, Grouping>& b) {
    const auto same = std::ranges::count_if(a, [&](const auto& entry) { return b.at(entry.first) == entry.second; });
    return static_cast<double>(same) / static_cast<double>(a.size());
}

}  // namespace broadsheet
