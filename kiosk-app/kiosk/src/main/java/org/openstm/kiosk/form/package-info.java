/// Form answers, conditions over them, and the check of one entry. Pure.
///
/// Arrows: the JDK only. Thread: any. Why a verdict and not an exception: a wrong entry is the normal case, and
/// the citizen is told how to correct it.
@NullMarked
package org.openstm.kiosk.form;

import org.jspecify.annotations.NullMarked;
