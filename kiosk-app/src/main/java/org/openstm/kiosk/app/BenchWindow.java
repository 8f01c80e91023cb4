package org.openstm.kiosk.app;

import atlantafx.base.theme.PrimerLight;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.openstm.device.DeviceClass;
import org.openstm.kiosk.walk.Town;
import org.openstm.kiosk.walk.WalkFailed;
import org.openstm.kiosk.walk.Walker;

/// What a newcomer lacks beside a terminal: cards to lay on the reader, codes to show, a phone, the papers,
/// and things that go wrong. Only in the demonstration.
final class BenchWindow implements AutoCloseable {
    private static final List<String> CITIZENS = List.of(
            "li-xiulan 李秀兰",
            "wang-defu 王德福",
            "zhao-wei 赵伟",
            "yang-yan 杨䶮",
            "ayiguli 阿依古丽·买买提",
            "sun-guihua 孙桂花（证件过期）",
            "chan-taiman 陳大文（港澳台居住证）",
            "john-smith SMITH（2017版）",
            "anna-schmidt 施安娜（2023版）");
    private static final double WIDTH = 620;
    private final Town town;
    private final Walker walker;
    private final ExecutorService hands =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("bench").factory());
    private final Label said = new Label("把一张身份证放到读卡区，然后点左边的屏幕。");
    private final FlowPane papers = new FlowPane(10, 10);
    private final TextArea phone = new TextArea();
    private final TextField mobile = new TextField("13800006021");
    private int shown;

    private BenchWindow(Town town, Walker walker) {
        this.town = town;
        this.walker = walker;
    }

    static BenchWindow open(Town town, Walker walker, CountDownLatch stop) throws InterruptedException {
        var ready = new CountDownLatch(1);
        Platform.setImplicitExit(false);
        Platform.startup(ready::countDown);
        ready.await();
        return KioskWindow.on(() -> {
            Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
            var bench = new BenchWindow(town, walker);
            var stage = new Stage();
            stage.setTitle("OpenSTM 演示台 (demonstration)");
            stage.setScene(new Scene(bench.content(), WIDTH, 900));
            var screen = Screen.getPrimary().getVisualBounds();
            stage.setX(Math.max(0, screen.getWidth() - WIDTH - 10));
            stage.setY(20);
            stage.setOnCloseRequest(_ -> stop.countDown());
            stage.show();
            return bench;
        });
    }

    private ScrollPane content() {
        said.setWrapText(true);
        phone.setEditable(false);
        phone.setPrefRowCount(4);
        phone.setWrapText(true);
        var box = new VBox(
                10,
                new Label("演示：人物、号码、部门都是虚构的。Demonstration: everybody here is invented."),
                said,
                pane("身份证 ID cards", cards()),
                pane("扫码口 Scanner", codes()),
                pane("拍照台 Camera", camera()),
                pane("手机 Phone", new VBox(6, mobile, button("看短信 Read messages", this::readPhone), phone, paying())),
                pane("故障 Faults", faults()),
                pane("工作人员 Staff", button("看一次性口令 One-use code", () -> tell("口令 " + walker.staffCodeShown()))),
                pane("打出来的纸 Papers", papers));
        box.setPadding(new Insets(14));
        var scroll = new ScrollPane(box);
        scroll.setFitToWidth(true);
        scroll.setStyle("-fx-font-family: 'Noto Sans CJK SC'; -fx-font-size: 15px;");
        return scroll;
    }

    private static TitledPane pane(String title, Node content) {
        var pane = new TitledPane(title, content);
        pane.setAnimated(false);
        return pane;
    }

    private Node cards() {
        var row = new FlowPane(6, 6);
        for (var citizen : CITIZENS) {
            var words = citizen.split(" ", 2);
            row.getChildren().add(button(words[1], () -> device(DeviceClass.ID_CARD_READER, "lay " + words[0])));
        }
        row.getChildren().add(button("拿起 Lift", () -> device(DeviceClass.ID_CARD_READER, "lift")));
        return row;
    }

    private Node codes() {
        var text = new TextField();
        text.setPromptText("要给扫码口看的内容 what the scanner sees");
        return new VBox(
                6,
                text,
                new FlowPane(
                        6,
                        6,
                        button("出示 Show", () -> device(DeviceClass.BARCODE_READER, "show " + text.getText())),
                        button("出示最后一张回执 Show the last slip", this::showLastSlip),
                        button("李秀兰的手机亮码 A phone's code", () -> showPhone("530102195503080028")),
                        button("刷脸后亮码 The same, face checked", () -> showPhone("530102195503080028 face"))));
    }

    private Node camera() {
        return new FlowPane(
                6,
                6,
                button("放一张纸 A paper", () -> device(DeviceClass.CAMERA, "paper")),
                button("人站在前面 A person", () -> device(DeviceClass.CAMERA, "face")),
                button("拿走 Nothing", () -> device(DeviceClass.CAMERA, "empty")),
                toggle("模糊 Blurred", on -> device(DeviceClass.CAMERA, on ? "blurred" : "well")));
    }

    private void showPhone(String whose) {
        try {
            device(DeviceClass.BARCODE_READER, "show " + walker.codeOnPhone(whose));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void showLastSlip() {
        device(
                DeviceClass.BARCODE_READER,
                "show "
                        + walker.codeOnSlip(
                                town.papers(DeviceClass.RECEIPT_PRINTER).size()));
    }

    /// The phone pays what the terminal's screen shows.
    private Node paying() {
        return new FlowPane(
                6,
                6,
                button("扫屏幕上的码付款 Pay", () -> pay("pay")),
                button("扫码后不付 Refuse", () -> pay("refuse")),
                button("付款页地址 Page of the payment", () -> tell(glass())));
    }

    private void pay(String answer) {
        try {
            town.phone(walker.codeOnGlass(), "answer=" + answer);
            tell("手机 phone: " + answer);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private String glass() {
        try {
            return walker.codeOnGlass();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private Node faults() {
        return new FlowPane(
                6,
                6,
                toggle("回执缺纸 Paper out", on -> device(DeviceClass.RECEIPT_PRINTER, on ? "paper out" : "paper full")),
                toggle("盖子打开 Cover open", on -> device(DeviceClass.RECEIPT_PRINTER, on ? "cover open" : "cover close")),
                toggle("读卡器拔掉 Reader unplugged", on -> device(DeviceClass.ID_CARD_READER, on ? "unplug" : "plug")),
                toggle("线路断了 Line down", on -> outage(on ? "down" : "up")),
                toggle("回话很慢 Slow centre", on -> outage(on ? "slow" : "up")));
    }

    private Button button(String text, Runnable deed) {
        var button = new Button(text);
        button.setOnAction(_ -> hands.execute(() -> carefully(deed)));
        return button;
    }

    private ToggleButton toggle(String text, Consumer<Boolean> deed) {
        var toggle = new ToggleButton(text);
        toggle.setOnAction(_ -> {
            boolean on = toggle.isSelected();
            hands.execute(() -> carefully(() -> deed.accept(on)));
        });
        return toggle;
    }

    private void carefully(Runnable deed) {
        try {
            deed.run();
        } catch (WalkFailed failed) {
            tell(String.valueOf(failed.getMessage()));
        }
    }

    private void tell(String words) {
        Platform.runLater(() -> said.setText(words));
    }

    private void device(DeviceClass which, String words) {
        var brief = words.length() > 60 ? words.substring(0, 60) + "…" : words;
        tell(which.text() + ": " + brief + " → " + town.device(which, words));
    }

    private void outage(String mode) {
        try {
            town.outage("all", mode, 3600);
            tell("中心 centre: " + mode);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void readPhone() {
        var messages = String.join("\n", town.messages(mobile.getText().replace(" ", "")));
        Platform.runLater(() -> phone.setText(messages.isEmpty() ? "还没有短信 nothing yet" : messages));
    }

    /// Shows papers that came out since the last call.
    void look() {
        var all = new java.util.ArrayList<>(town.papers(DeviceClass.RECEIPT_PRINTER));
        all.addAll(town.papers(DeviceClass.DOCUMENT_PRINTER));
        if (all.size() == shown) return;
        shown = all.size();
        Platform.runLater(() -> papers.getChildren()
                .setAll(all.reversed().stream().map(BenchWindow::picture).toList()));
    }

    private static ImageView picture(Path file) {
        var view = new ImageView(new Image(file.toUri().toString(), 260, 0, true, true));
        view.setId(String.valueOf(file.getFileName()));
        return view;
    }

    @Override
    public void close() {
        hands.shutdownNow();
        Platform.exit();
    }
}
