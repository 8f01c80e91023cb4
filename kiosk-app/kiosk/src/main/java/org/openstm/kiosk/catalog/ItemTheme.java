package org.openstm.kiosk.catalog;

/// One of the sixteen first-person themes of the home screen.
///
/// @param id such as `pension`
/// @param code T01..T16
/// @param examples typical requests, for undecided citizens
/// @param elders rank in large type, where a page has six tiles; themes without one follow
/// @param tint colour of the tile: `green`, `amber`, `blue` or `plum`
public record ItemTheme(
        String id, String code, LocalizedText title, LocalizedText examples, String icon, String tint, int elders) {}
