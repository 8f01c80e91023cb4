/// The catalogue as records: themes and items. The only behaviour is lookup: [CatalogueSearch] finds items by
/// characters, pinyin, initials or English, with the table of readings that ships beside it. A chain is an item
/// whose pages, purposes and identity level come from its parts (`load.ItemChainBuilder`); [RepresentativeRole]
/// lists who else may submit an item.
///
/// Arrows: the JDK, and `form` for the condition of a page. Thread: any, all values. Why records of data: a new
/// government item is a YAML file, not code.
@NullMarked
package org.openstm.kiosk.catalog;

import org.jspecify.annotations.NullMarked;
