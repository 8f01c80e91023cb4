package org.openstm.device.sim.receipt;

import java.awt.image.BufferedImage;

/// One paper as it came out.
///
/// @param text what was typed on it, one line a printed line; codes that the printer drew itself as `QR` or
///     `BARCODE` and what they say. Pictures have no text.
record PrintedPaper(BufferedImage picture, String text) {}
