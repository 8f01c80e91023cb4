package org.openstm.kiosk.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WidgetsTest {
    @Test
    void a_text_on_the_glass_turns_and_controls_nothing() {
        assertEquals("李 兰 100 元", Widgets.plain("李\u202E兰\u2066100\u0000元"));
        assertEquals("第一行\n第二行", Widgets.plain("第一行\n第二行"));
    }
}
