/// What the terminal offers: themes and items as records. No behaviour beyond looking things up: [CatalogueSearch]
/// finds items by characters, pinyin, initials or English, with the table of readings that ships beside it. A
/// chain is an item whose pages, purposes and identity come from its parts (`load.OneStop`); [RepresentativeRole]
/// says who else may hand an item in.
///
/// Arrows: the JDK, and `form` for the condition of a page. Thread: any, all values. Why records of data: a new
/// government item is a YAML file, not code.
@NullMarked
package org.openstm.kiosk.catalog;

import org.jspecify.annotations.NullMarked;
