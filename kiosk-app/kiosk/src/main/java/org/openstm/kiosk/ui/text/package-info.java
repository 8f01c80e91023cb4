/// Texts of the screen: sentences for citizens ([ScreenTexts]) and for staff ([StaffTexts]), the reason why
/// an item is closed ([ClosedReason]), and the branch's own details ([BranchInfo]).
///
/// Arrows: sees `session`, `catalog` and `staff`; `ui.screen`, `ui.view`, `staff.service` (printed reports)
/// and `app` see it. Thread: any. Why a missing key is an exception: it is a bug, and a test that composes
/// the screen finds it before a citizen does.
@NullMarked
package org.openstm.kiosk.ui.text;

import org.jspecify.annotations.NullMarked;
