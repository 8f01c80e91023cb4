/// The checks, one class for each part of the contract, in the order in which they run. Arrows: knows
/// [org.openstm.conformance.terminal] and calls central only through it.
@NullMarked
package org.openstm.conformance.checks;

import org.jspecify.annotations.NullMarked;
