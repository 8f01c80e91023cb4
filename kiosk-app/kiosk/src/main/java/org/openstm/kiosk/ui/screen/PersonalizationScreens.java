package org.openstm.kiosk.ui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.session.flow.PersonalizationFlow;
import org.openstm.kiosk.session.flow.PersonalizationFlow.OrderReason;
import org.openstm.kiosk.session.model.Personalization;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.ui.screen.ScreenComposer.PageContent;
import org.openstm.kiosk.ui.text.ScreenTexts;

/// The reason for the order of items, the switch beside it, and the short list of items for a person.
final class PersonalizationScreens {
    private final Session session;
    private final ScreenTexts texts;

    PersonalizationScreens(Session session, ScreenTexts texts) {
        this.session = session;
        this.texts = texts;
    }

    /// A guest has no personalised order to switch.
    ///
    /// @param items items on the page
    Optional<ScreenPart.OrderSwitch> orderSwitch(List<Item> items) {
        return switch (session.order()) {
            case Personalization.UsualOrder _ -> Optional.empty();
            case Personalization.PersonalOrder _ ->
                Optional.of(new ScreenPart.OrderSwitch(orderReason(items), switchOrderButton("order.to-usual")));
            case Personalization.SwitchedOff _ ->
                Optional.of(new ScreenPart.OrderSwitch(orderReason(items), switchOrderButton("order.to-mine")));
        };
    }

    private Control switchOrderButton(String text) {
        return new Control(
                "order", texts.get(text), "", Control.ButtonLook.QUIET, new SessionEvent.SwitchPersonalization());
    }

    /// Why these items are in this order.
    String orderReason(List<Item> items) {
        return switch (session.order()) {
            case Personalization.UsualOrder _ -> "";
            case Personalization.PersonalOrder _ ->
                texts.get(orderReason(PersonalizationFlow.orderReasons(session, items)));
            case Personalization.SwitchedOff(var kept) -> texts.get(kept ? "order.off-kept" : "order.off");
        };
    }

    private static String orderReason(Set<OrderReason> why) {
        boolean lately = why.contains(OrderReason.LATELY) || why.contains(OrderReason.NEXT);
        if (lately) return why.contains(OrderReason.AGE) ? "order.both" : "order.lately";
        return why.contains(OrderReason.AGE) ? "order.age" : "order.none";
    }

    /// The control that opens the short list, if there is one. Large type has no room for the order on the home
    /// page: the switch is then here or on the short list.
    Optional<Control> shortListButton() {
        if (!PersonalizationFlow.suggestedItems(session).isEmpty())
            return Optional.of(new Control(
                    "home/for-me",
                    texts.get("home.for-me"),
                    "id",
                    Control.ButtonLook.SECONDARY,
                    new SessionEvent.SeeForMe()));
        return session.comfort().large()
                ? orderSwitch(List.of()).map(ScreenPart.OrderSwitch::control)
                : Optional.empty();
    }

    PageContent suggestionsPage() {
        var suggestions = PersonalizationFlow.suggestedItems(session);
        var parts = new ArrayList<ScreenPart>();
        parts.add(new ScreenPart.Title(texts.get("for-me.title"), ""));
        for (var one : suggestions) parts.add(suggestionLink(one));
        parts.add(new ScreenPart.Sentence(texts.get("for-me.all")));
        orderSwitch(suggestions.stream()
                        .map(PersonalizationFlow.ItemSuggestion::item)
                        .toList())
                .ifPresent(parts::add);
        return PageContent.of(
                "for-me",
                parts,
                new Control(
                        "back", texts.get("back.page"), "back", Control.ButtonLook.QUIET, new SessionEvent.GoBack()));
    }

    private ScreenPart suggestionLink(PersonalizationFlow.ItemSuggestion one) {
        var item = one.item();
        var theme = session.catalog().findTheme(item.theme()).orElseThrow();
        var why = texts.get(
                switch (one.why()) {
                    case LATELY -> "for-me.lately";
                    case NEXT -> "for-me.next";
                    case AGE, USUAL, OTHER_AGE -> "for-me.age";
                });
        return new ScreenPart.LinkCard(
                new Control(
                        "item/" + item.id(),
                        item.title().textIn(texts.language()),
                        theme.icon(),
                        Control.ButtonLook.QUIET,
                        new SessionEvent.SeeItem(item.id())),
                why,
                theme.tint());
    }
}
