/// Configuration of one terminal: the values of `terminal.yaml` and the paths of the other files
/// ([KioskSettings]), the place of the terminal's keys ([TerminalKeys]), and the check of owners and file
/// modes ([FileOwnership]).
///
/// Arrows: sees the types that it fills in `catalog`, `central.crypto`, `engine`, `journal`, `staff.service` and
/// `ui.text`, and `org.openstm.yaml`; `app`, `app.cli` (with its sub-packages), `app.service` and `app.window` see it.
/// Thread: any; the values never change. Why before everything else: a mistake in the configuration is reported
/// before the journal or a device is opened.
@NullMarked
package org.openstm.kiosk.app.config;

import org.jspecify.annotations.NullMarked;
