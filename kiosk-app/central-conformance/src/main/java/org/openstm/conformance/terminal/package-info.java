/// The test terminal: what it is told of the central under test, its keys and signatures, its calls, and the
/// answers held against the contract file. A second reading of the contract, with no code of the kiosk.
@NullMarked
package org.openstm.conformance.terminal;

import org.jspecify.annotations.NullMarked;
