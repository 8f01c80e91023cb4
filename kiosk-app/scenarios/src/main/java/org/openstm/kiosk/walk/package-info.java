/// Scripted sessions: one line-based text format for the tour, the tests, the soak and the acceptance run.
///
/// A walk acts by touch and checks what a person or an auditor would see: screen, paper, journal file,
/// central. [TestBed] starts kiosk and central as child processes, so that a kill is a real SIGKILL; the
/// simulated devices ([SimulatedDevices]) run in the walk's own process, so that paper and cards survive
/// the kiosk. [DeviceSwapRequests] asks the kiosk to swap them, and [DemoCentralClient] uses the
/// demonstration port of central.
///
/// Arrows: sees `device.sim` and the JDK; talks to the child processes over sockets and HTTP only. Thread: the
/// walk's main thread. Why a text format: a clerk can read what a test does, and write the next
/// one.
@NullMarked
package org.openstm.kiosk.walk;

import org.jspecify.annotations.NullMarked;
