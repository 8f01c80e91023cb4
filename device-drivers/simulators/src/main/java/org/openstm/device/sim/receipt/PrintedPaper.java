package org.openstm.device.sim.receipt;

import java.awt.image.BufferedImage;

/// One printed paper.
///
/// @param text printed text, one line a printed line; codes drawn by the printer as `QR` or `BARCODE` and their
///     content. Pictures have no text.
record PrintedPaper(BufferedImage picture, String text) {}
