/// Catalogues signed by central on this terminal: downloads, verifies, stores, activates and reverts them. A
/// set is staged completely ([CatalogueDownloader]) before it moves to `sets/`; one small file, the
/// [CatalogueState], names the active set and changes in one step, so that a power failure leaves either the
/// old set or the new one. The active set is verified again at each start.
///
/// Arrows: sees the port, records and signatures of `central` and the check in `catalog.load`; only `app`
/// sees it. Thread: any; [CatalogueStore] serves one caller at a time. Why not in `central`: the other side
/// of the contract does not need it. Why not in `catalog.load`: that package knows files, not who may send
/// them.
@NullMarked
package org.openstm.kiosk.cataloguestore;

import org.jspecify.annotations.NullMarked;
