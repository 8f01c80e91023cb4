/// Lights and sensors on one small board behind a serial line, by a protocol of our own: the board's maker has
/// nothing to license, and a terminal program suffices to try it.
///
/// A line is `$NUMBER,WORDS*XXXX` and CR LF, in ASCII, at most 120 characters, in the form of NMEA 0183; XXXX is
/// the CRC-16/CCITT-FALSE of all between `$` and `*` in hex, because an XOR misses two flipped bits. The terminal
/// sends requests; the board answers with the number of the request, and never sends by itself. A request may be
/// repeated under its number. Invalid input is skipped, and `$` starts a new line.
///
/// | question | answer |
/// |---|---|
/// | `ID` | `OK,MODEL,SERIAL,FIRMWARE,lights=card+slip+...,sensors=person+door+...` |
/// | `GET` | `OK,person=0,slip-mouth=0,door=0,tilt=0`, and `,bad=card+slip` for lights that do not light |
/// | `LED,card=B,slip=1` | `OK`; B blinks, 1 glows, a light that is not named is dark |
/// | anything else | `NO,REASON` |
///
/// Arrows: sees ports, spi and link only; shares nothing with its simulator. Thread: the device's executor. Why the
/// terminal polls: an unsolicited sensor report that was lost on the line would never be repeated.
@NullMarked
package org.openstm.device.driver.lights.board;

import org.jspecify.annotations.NullMarked;
