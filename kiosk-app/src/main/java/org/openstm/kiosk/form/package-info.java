/// Filling and checking: answers, conditions over them, and the verdict on one entry. Pure.
///
/// Arrows: the JDK only. Thread: any. Why a verdict and not an exception: a wrong entry is the everyday case, and
/// the citizen is told how to mend it.
@NullMarked
package org.openstm.kiosk.form;

import org.jspecify.annotations.NullMarked;
