// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on pages of other sites: frames, fragments, and the page that builds the lines to
// paste.
#pragma once

#include <array>

#include "server/routes/route.h"

namespace outturn::routes {

inline constexpr ParameterNote kHeightParameter{
    "height", "string", "yes: the frame tells its page how high it is, by a message."};
inline constexpr ParameterNote kPrefixParameter{"prefix", "string",
                                                "Begins every id: 1 to 32 of a to z, 0 to 9, -."};
inline constexpr ParameterNote kHeadingParameter{"heading", "integer",
                                                 "Level of the heading, 2 to 5."};
inline constexpr ParameterNote kFormParameter{"form", "string", "no: without the search form."};
inline constexpr ParameterNote kTierParameter{"tier", "string",
                                              "form, frame, fragment or component."};
inline constexpr ParameterNote kOpenParameter{
    "open", "string", "yes: the component shows results before anything is searched for."};
inline constexpr ParameterNote kLockParameter{"lock", "string",
                                              "yes: visitors cannot lift the filters."};
inline constexpr ParameterNote kRecordParameter{"record", "string",
                                                "The id of a record, in place of a search."};

inline constexpr std::array kFrameParameters{kHeightParameter};
inline constexpr std::array kFragmentParameters{kPrefixParameter, kHeadingParameter,
                                                kFormParameter};
inline constexpr std::array kPreviewParameters{kTierParameter, kPrefixParameter, kHeadingParameter,
                                               kFormParameter, kOpenParameter,   kLockParameter};
inline constexpr std::array kBuilderParameters{
    kTierParameter, kRecordParameter, kPrefixParameter, kHeadingParameter,
    kFormParameter, kHeightParameter, kOpenParameter,   kLockParameter};

api::Response embed_page(const Asking& asking);
api::Response embed_preview(const Asking& asking);
api::Response embed_search(const Asking& asking);
api::Response embed_record(const Asking& asking);
api::Response fragment_search(const Asking& asking);

/// A refusal of a page in a frame that was made elsewhere, so that those who may frame the page may
/// frame it too; what is no such page is as it was.
api::Response framed_if_embedded(const Settings& settings, const api::Request& request,
                                 api::Response response);

}  // namespace outturn::routes
