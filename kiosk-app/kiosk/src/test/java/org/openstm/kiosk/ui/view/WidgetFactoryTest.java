package org.openstm.kiosk.ui.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WidgetFactoryTest {
    @Test
    void a_text_on_the_glass_turns_and_controls_nothing() {
        assertEquals("李 兰 100 元", WidgetFactory.printableText("李\u202E兰\u2066100\u0000元"));
        assertEquals("第一行\n第二行", WidgetFactory.printableText("第一行\n第二行"));
    }
}
