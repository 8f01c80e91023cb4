/// Scripted sessions: one line-based text format for the tour, the tests, the soak and the acceptance run.
///
/// A walk acts by touch and looks at what a person or an auditor would see: screen, paper, journal
/// file, centre. It starts kiosk and centre as children, so that a kill is a real SIGKILL; the
/// simulated devices live in the walk's own process, so that paper and cards survive the kiosk.
/// Arrows: `device.sim`, the JDK; speaks to its children over sockets and HTTP only. Thread: the
/// walk's main thread. Why a text format: a clerk can read what a test does, and write the next
/// one.
@NullMarked
package org.openstm.kiosk.walk;

import org.jspecify.annotations.NullMarked;
