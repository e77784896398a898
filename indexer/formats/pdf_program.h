// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// pdftotext, which reads PDF for us. It is a program of its own, which a confined process can't start: such a process
// has it run elsewhere.

#include "indexer/formats/format.h"

#include <functional>
#include <string>

namespace broadsheet {

struct PdfText {
    std::string html;     ///< what `pdftotext -htmlmeta` printed
    std::string refusal;  ///< why there is nothing; empty if there is
    Stage stage = Stage::parse;
};

using PdfProgram = std::function<PdfText(ByteStream&)>;

/// Runs pdftotext, in its sandbox, beside this process.
PdfText run_pdf_program(ByteStream& stream);

/// Has every PDF that this process reads converted by `program`. Before anything is read.
void set_pdf_program(PdfProgram program);

/// The text of a PDF, by what has been set; run_pdf_program() if nothing has.
PdfText text_of_pdf(ByteStream& stream);

}  // namespace broadsheet
