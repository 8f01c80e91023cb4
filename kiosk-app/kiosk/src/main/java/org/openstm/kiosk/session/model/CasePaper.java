package org.openstm.kiosk.session.model;

/// A paper of one case. The engine checks its session and case again just before it prints, so that nobody gets
/// another person's paper.
///
/// @param name `slip`, or the serial of a sealed document
/// @param copy 1 = the original
public record CasePaper(String txId, PaperKind kind, String name, String title, int pages, int copy) {
    public enum PaperKind {
        SLIP,
        DOCUMENT
    }
}
