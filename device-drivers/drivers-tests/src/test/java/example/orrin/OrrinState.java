package example.orrin;

import jpos.JposConst;

/// The answers to the four status queries.
record OrrinState(
        boolean cover, boolean end, boolean near, boolean cutter, boolean broken, boolean offline, int power) {
    static final OrrinState UNKNOWN =
            new OrrinState(false, false, false, false, false, false, JposConst.JPOS_PS_UNKNOWN);

    static OrrinState asked(OrrinHead head, Wire wire) throws InterruptedException {
        int[] said = new int[5];
        for (int which = 1; which <= 4; which++) {
            if (wire.lost()) return UNKNOWN.powered(JposConst.JPOS_PS_OFF);
            said[which] = head.asked(which);
            if (said[which] < 0)
                return UNKNOWN.powered(wire.lost() ? JposConst.JPOS_PS_OFF : JposConst.JPOS_PS_OFFLINE);
        }
        boolean offline = (said[1] & 0x08) != 0;
        return new OrrinState(
                (said[2] & 0x04) != 0,
                (said[4] & 0x60) != 0 || (said[2] & 0x20) != 0,
                (said[4] & 0x0C) != 0,
                (said[3] & 0x08) != 0,
                (said[3] & 0x24) != 0,
                offline,
                offline ? JposConst.JPOS_PS_OFFLINE : JposConst.JPOS_PS_ONLINE);
    }

    OrrinState powered(int other) {
        return new OrrinState(cover, end, near, cutter, broken, offline, other);
    }

    boolean prints() {
        return !cover && !end && !cutter && !broken && power != JposConst.JPOS_PS_OFF;
    }
}
