"""A panel's tray for benches: takes XEmbed icons and StatusNotifierItems on the bus.

Prints "ready", then "icon SECONDS" whenever one arrives; seconds are of the monotonic clock.
"""

import time

from gi.repository import Gio, GLib
from Xlib import X, Xatom, display
from Xlib.protocol import event

WATCHER = "org.kde.StatusNotifierWatcher"
INTERFACE = f"""<node><interface name="{WATCHER}">
  <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
  <method name="RegisterStatusNotifierHost"><arg type="s" direction="in"/></method>
  <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <property name="ProtocolVersion" type="i" access="read"/>
</interface></node>"""
PROPERTIES = {"RegisteredStatusNotifierItems": GLib.Variant("as", []),
              "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
              "ProtocolVersion": GLib.Variant("i", 0)}
ICON_SIZE = 24
DOCK_REQUEST = 0  # SYSTEM_TRAY_REQUEST_DOCK of the System Tray Protocol


def say_icon():
    print(f"icon {time.monotonic():.6f}", flush=True)


class XEmbedTray:
    """The owner of the selection that XEmbed icons look for."""

    def __init__(self):
        self.display = display.Display()
        screen = self.display.screen()
        self.opcode = self.display.intern_atom("_NET_SYSTEM_TRAY_OPCODE")
        self.embedded = self.display.intern_atom("_XEMBED")
        selection = self.display.intern_atom(f"_NET_SYSTEM_TRAY_S{self.display.get_default_screen()}")
        self.window = screen.root.create_window(0, 0, 8 * ICON_SIZE, ICON_SIZE, 0,
                                                screen.root_depth, override_redirect=True,
                                                event_mask=X.SubstructureNotifyMask)
        visual = self.display.intern_atom("_NET_SYSTEM_TRAY_VISUAL")
        self.window.change_property(visual, Xatom.VISUALID, 32, [screen.root_visual])
        self.window.map()
        self.window.set_selection_owner(selection, X.CurrentTime)
        manager = self.display.intern_atom("MANAGER")
        screen.root.send_event(event.ClientMessage(
            window=screen.root, client_type=manager,
            data=(32, [X.CurrentTime, selection, self.window.id, 0, 0])),
            event_mask=X.StructureNotifyMask)
        self.display.flush()
        GLib.io_add_watch(self.display.fileno(), GLib.IO_IN, self.read)

    def read(self, *ignored):
        while self.display.pending_events():
            happened = self.display.next_event()
            if (happened.type == X.ClientMessage and happened.client_type == self.opcode
                    and happened.data[1][1] == DOCK_REQUEST):
                self.take(self.display.create_resource_object("window", happened.data[1][2]))
        return True

    def take(self, icon):
        icon.reparent(self.window, 0, 0)
        icon.configure(width=ICON_SIZE, height=ICON_SIZE)
        icon.send_event(event.ClientMessage(window=icon, client_type=self.embedded, data=(
            32, [X.CurrentTime, 0, 0, self.window.id, 0])))
        icon.map()
        self.display.sync()
        say_icon()


def answer(connection, sender, path, interface, method, parameters, call):
    call.return_value(None)
    if method == "RegisterStatusNotifierItem":
        say_icon()


def serve(connection, name):
    description = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
    connection.register_object("/StatusNotifierWatcher", description, answer,
                               lambda *call: PROPERTIES[call[4]], None)


tray = XEmbedTray()
Gio.bus_own_name(Gio.BusType.SESSION, WATCHER, 0, serve,
                 lambda *ignored: print("ready", flush=True), None)
GLib.MainLoop().run()
