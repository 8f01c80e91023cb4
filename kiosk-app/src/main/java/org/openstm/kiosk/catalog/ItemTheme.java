package org.openstm.kiosk.catalog;

/// One of the sixteen first-person themes of the home screen.
///
/// @param id word form, for example `pension`
/// @param code T01..T16
/// @param examples what an undecided citizen would look for
/// @param elders rank in large type, where six tiles make a view; themes without one follow
/// @param tint scent of the tile: `green`, `amber`, `blue` or `plum`
public record ItemTheme(
        String id, String code, LocalizedText title, LocalizedText examples, String icon, String tint, int elders) {}
