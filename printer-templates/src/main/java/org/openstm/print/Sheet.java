package org.openstm.print;

import java.util.List;

/// A finished paper before it meets a printer. It carries no reference to where it came from: whoever prints it binds
/// it
/// to a case.
///
/// @param title short name for logs and the print queue; holds no personal data
public record Sheet(String title, Media media, List<Block> blocks) {
    public Sheet {
        blocks = List.copyOf(blocks);
    }
}
