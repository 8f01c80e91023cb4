/// The rule of the house: what a citizen's visit is, and what each event makes of it. Pure: no screen, clock or I/O.
///
/// Arrows: `catalog`, `form`, `staff` (whose shift it holds, [StaffFlow]) and the JDK. Thread: the loop's, but
/// nothing here knows it. Why a pure step: every refusal and every rule is tested without a window, and a crash
/// can never leave half a state. One record [Session] holds what goes on over every place (comfort, the leave
/// question, the idle warning); the sealed [SessionState] says where the citizen stands. Whose case it is
/// ([ServiceApplication#person()]) and who stands there ([ServiceApplication#visitor()]) are two people when
/// somebody acts for another; the screen greets the one, the paper names the other. An organisation has no card:
/// [MandateFlow]. [CarriedAnswers] carries answers from item to item of one visit, [Personalization] what is laid
/// out first for who is known; [PersonalizationFlow] sorts by it. A half-done case goes to another channel and
/// comes from there ([CaseTransferFlow]): it is held at one place. What a camera answers ([ImageCaptureFlow]) is
/// looked at by the citizen before it is meant, and stays here when the rest goes to another channel.
@NullMarked
package org.openstm.kiosk.session;

import org.jspecify.annotations.NullMarked;
