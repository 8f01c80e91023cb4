/// Lights and sensors on one small board behind a serial line, by a protocol of our own: the board's maker has
/// nothing to license, and a terminal program suffices to try it.
///
/// A line is `$NUMBER,WORDS*XXXX` and CR LF, in ASCII, at most 120 characters, in the shape of NMEA 0183; XXXX is
/// the CRC-16/CCITT-FALSE of all between `$` and `*` in hex, because an XOR does not see two bits that tip. The
/// terminal asks, the board answers with the number of the question, and never speaks by itself; a question may be
/// asked again under its number. What does not parse is passed over, and `$` begins anew.
///
/// | question | answer |
/// |---|---|
/// | `ID` | `OK,MODEL,SERIAL,FIRMWARE,lights=card+slip+...,sensors=person+door+...` |
/// | `GET` | `OK,person=0,slip-mouth=0,door=0,tilt=0`, and `,bad=card+slip` for lights that do not light |
/// | `LED,card=B,slip=1` | `OK`; B blinks, 1 glows, a light that is not named is dark |
/// | anything else | `NO,REASON` |
///
/// Arrows: ports, spi and link only; shares nothing with its simulator. Thread: the device's lane. Why the terminal
/// asks each time: a sensor's word that was lost on the line would never come again.
@NullMarked
package org.openstm.device.driver.lights.board;

import org.jspecify.annotations.NullMarked;
