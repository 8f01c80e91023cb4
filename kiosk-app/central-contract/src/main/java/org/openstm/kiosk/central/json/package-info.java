/// Strict reading of JSON from outside ([StrictJson]), canonical writing, and the exception for content that
/// breaks the contract.
///
/// Arrows: sees Jackson and no other package of ours. Its siblings `codec`, `crypto`, `export`, `http` and
/// `terminal` use it, and so do the kiosk and `reference` where they read files or bodies of the contract.
/// Thread: any. Why it stands below the records and apart from `central.codec`: some records and keys read
/// themselves, and the codec sees the records. Why unknown members are ignored: central may add some without
/// a new version.
@NullMarked
package org.openstm.kiosk.central.json;

import org.jspecify.annotations.NullMarked;
