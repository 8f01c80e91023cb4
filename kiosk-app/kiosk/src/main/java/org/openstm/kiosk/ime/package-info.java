/// Chinese input from screen keys and strokes: pinyin by librime, handwriting by zinnia, both called through
/// the JDK's foreign function interface.
///
/// Arrows: the JDK only. Thread: [InputMethodService] has one of its own, and no other touches an engine. Why
/// nothing is remembered: an engine that learned would offer one citizen's words to the next; so each query is
/// independent, the user dictionary is off, and the engine's session ends with the citizen's. Both libraries
/// are Debian's and optional: without one, its way of writing is unavailable, and the rest works.
@NullMarked
package org.openstm.kiosk.ime;

import org.jspecify.annotations.NullMarked;
