/// The fault rigs: a real terminal is killed, cut off the power, the line, the disk and the printer at every
/// point, and what is left is held against what citizens were told, what central has, and what paper came out.
///
/// Every terminal runs the product's engine: [Terminal] takes citizens through it by touches, and the order in which
/// journal, central and printer are used is the engine's.
///
/// One class a rig, with its size as an argument: the tests run the short form, `scripts/bench faults` the long one.
/// [Invariants] judges after every run.
@NullMarked
package org.openstm.kiosk.rig;

import org.jspecify.annotations.NullMarked;
