import EmicTUI
