// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference/enquire_reference.h"

#include "tests/support/reference/compile.h"
#include "tests/support/reference/freshness_source.h"
#include "tests/support/reference/live_source.h"
#include "tests/support/reference/news_weight.h"

namespace broadsheet {

std::vector<ReferenceMatch> reference_matches(const query::Node& root, const SearchRequest& request,
                                              const Generation& generation, const Xapian::Database& database) {
    std::vector<ReferenceMatch> matches;
    const Xapian::doccount documents = database.get_doccount();
    if (documents == 0) return matches;
    Xapian::Query query(Xapian::Query::OP_FILTER, compile(root, request.search_in, generation, database),
                        compile_filters(request.filters, generation));
    if (request.freshness_days != 0) {
        const Xapian::Query fresh((new FreshnessSource(generation, request.now_s, request.freshness_days))->release());
        query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, fresh);
    }
    const Xapian::Query live((new LiveSource(generation, request.published))->release());
    Xapian::Enquire enquire(database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, live));
    enquire.set_weighting_scheme(NewsWeight());
    const Xapian::MSet found = enquire.get_mset(0, documents);
    const auto parts = static_cast<Xapian::docid>(generation.parts().size());
    for (auto hit = found.begin(); hit != found.end(); ++hit)
        matches.push_back({(*hit - 1) % parts, (*hit - 1) / parts, hit.get_weight()});
    return matches;
}

}  // namespace broadsheet
