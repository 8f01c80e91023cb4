/// The signed catalogues of the centre on this terminal: fetched, proven, kept on disk, brought into
/// force and taken back.
///
/// A set is staged whole ([CatalogueDownloader]) before it has a place in `sets/`; one small file, the
/// [CatalogueState], says which is in force, and changes in one step. So a power cut leaves the set before or the
/// set behind, never a half. What is in force is proven again at each start.
///
/// Arrows: the port and records of `central`, the check of `catalog.load`. Thread: any; [CatalogueStore] takes one
/// caller at a time. Why not in `central`: the other side of the contract has no use for it. Why not in
/// `catalog.load`: that knows files, not who may send them.
@NullMarked
package org.openstm.kiosk.stock;

import org.jspecify.annotations.NullMarked;
