"""Style rules with `$token` where a theme's value goes."""

from __future__ import annotations

CHROME = """
QWidget { color: $text; }
QMainWindow, QDialog, QWizard { background: $window; }
QMainWindow::separator { background: $border; width: 3px; height: 3px; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge_strong; padding: 4px 6px; }
QLabel { background: transparent; }
QLabel:disabled { color: $text_faint; }
QLabel[class="title"] { font-size: 22px; font-weight: 600; }
QLabel[class="heading"] { font-size: 13px; font-weight: 600; }
QLabel[class="dim"] { color: $text_dim; }
QLabel[class="faint"] { color: $text_faint; }
QLabel[class="danger"] { color: $danger; }
QLabel[class="warning"] { color: $warning; }
QLabel[class="key"] { background: $raised; border: 1px solid $edge; border-bottom-width: 2px;
  border-radius: $small; padding: 0 5px; color: $text_dim; font-size: 11px; }
QFrame[class="card"], QWidget[class="card"] { background: $raised; border: 1px solid $edge;
  border-radius: 8px; }
#finder { background: $raised; border: 1px solid $edge_strong; }
#finder QListWidget { background: $raised; border: none; }
QListView[class="card"] { padding: 4px; }
QFrame[class="line"] { background: $edge; border: none; max-height: 1px; min-height: 1px; }
QFrame[class="drop"] { background: transparent; border: 1px solid transparent; border-radius: 8px; }
QFrame[class="drop"][over="true"] { border-color: $accent; background: $accent_soft; }

QMenuBar { background: $window; padding: 1px 4px; spacing: 0; }
QMenuBar::item { background: transparent; padding: 5px 8px; border-radius: $small; color: $text_dim; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; color: $text; }
QMenu { background: $raised; border: 1px solid $edge_strong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: $small; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $text_faint; background: transparent; }
QMenu::separator { height: 1px; background: $edge; margin: 4px 6px; }
QMenu::icon { padding-left: 6px; }
QMenu::indicator { width: 12px; height: 12px; padding-left: 7px; }
QMenu::indicator:checked { image: url($marks/check-bright.png); }
QMenu::indicator:checked:selected { image: url($marks/check-accent.png); }
QMenu::indicator:exclusive:checked { image: url($marks/dot-bright.png); }
QMenu::right-arrow { image: url($marks/right.png); width: 12px; height: 12px; margin-right: 6px; }
QMenu::right-arrow:selected { image: url($marks/right-accent.png); }

QStatusBar { background: $window; border-top: 1px solid $border; color: $text_dim; min-height: 22px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text_dim; padding: 0 6px; }
QToolBar { background: $panel; border: none; padding: 2px 4px; spacing: 2px; }
QToolBar::separator { background: $edge; width: 1px; height: 1px; margin: 5px 4px; }

QDockWidget { background: $panel; titlebar-close-icon: none; titlebar-normal-icon: none; }
#dockTitle { background: $panel; }
#dockTitle QLabel { color: $text_dim; font-weight: 600; font-size: 11px; }
#dockBody { background: $panel; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text_dim; padding: 5px 10px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:disabled { color: $text_faint; }
QTabBar::tab:focus { background: $accent_soft; }
QMainWindow > QTabBar { background: $panel; }
QTabBar QToolButton { background: $panel; border: none; border-radius: 0; padding: 0; }
QTabBar::left-arrow { image: url($marks/left.png); }
QTabBar::right-arrow { image: url($marks/right.png); }
QTabWidget::pane { border: none; border-top: 1px solid $edge; background: $panel; }
QTabWidget::tab-bar { left: 4px; }

QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 3px; }
QSplitter::handle:vertical { height: 3px; }
QSplitter::handle:hover { background: $accent; }
QSizeGrip { width: 0; height: 0; }
"""

CONTROLS = """
QPushButton { background: $raised; border: 1px solid $field_edge; border-radius: $radius; padding: 5px 12px;
  min-height: 16px; outline: none; }
QPushButton:hover { background: $hover; border-color: $text_faint; }
QPushButton:pressed { background: $pressed; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $text_faint; background: $panel; border-color: $edge; }
QPushButton:default, QPushButton[class="primary"] { background: $accent; color: $on_accent;
  border-color: $accent;
  font-weight: 600; }
QPushButton:default:hover, QPushButton[class="primary"]:hover { background: $accent_hover; }
QPushButton:default:focus, QPushButton[class="primary"]:focus { border: 1px solid $text; }
QPushButton:default:disabled, QPushButton[class="primary"]:disabled { background: $hover;
  color: $text_faint;
  border-color: $edge; }
QPushButton[class="danger"] { color: $danger; }
QPushButton[class="danger"]:hover { background: $danger_soft; border-color: $danger; }
QPushButton[class="flat"], QPushButton:flat { background: transparent; border-color: transparent; }
QPushButton[class="flat"]:hover, QPushButton:flat:hover { background: $hover; }
QPushButton[class="flat"]:focus { border-color: $accent; }
QPushButton::menu-indicator { image: url($marks/down.png); width: 12px; height: 12px;
  subcontrol-position: right center; subcontrol-origin: padding; right: 4px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: $radius;
  padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $accent_soft; border-color: $accent_soft; color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $text_faint; }
QToolButton[popupMode="1"] { padding-right: 14px; }
QToolButton[popupMode="2"] { padding-right: 15px; }
QToolButton::menu-button { border: none; width: 12px; }
QToolButton::menu-arrow { image: url($marks/down.png); width: 10px; height: 10px; }
QToolButton::menu-indicator { image: url($marks/down.png); width: 10px; height: 10px;
  subcontrol-position: right center; subcontrol-origin: padding; right: 3px; top: 0; }

QCheckBox, QRadioButton { spacing: 6px; background: transparent; outline: none; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_faint; }
QCheckBox::indicator, QGroupBox::indicator, QTreeView::indicator, QListView::indicator,
  QTableView::indicator {
  width: 14px; height: 14px; background: $field; border: 1px solid $edge_strong; border-radius: $small; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QTreeView::indicator:hover,
  QListView::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QTreeView::indicator:checked,
QListView::indicator:checked, QTableView::indicator:checked { background: $accent; border-color: $accent;
  image: url($marks/check-accent.png); }
QCheckBox::indicator:indeterminate, QTreeView::indicator:indeterminate { background: $accent;
  border-color: $accent;
  image: url($marks/dash-accent.png); }
QCheckBox::indicator:disabled { background: $panel; border-color: $edge; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QRadioButton::indicator { width: 14px; height: 14px; background: $field; border: 1px solid $edge_strong;
  border-radius: 8px; }
QRadioButton::indicator:hover { border-color: $accent; }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
  image: url($marks/dot-accent.png); }

QSlider { background: transparent; min-height: 18px; }
QSlider:vertical { min-height: 40px; min-width: 18px; }
QSlider::groove:horizontal { height: 4px; background: $well; border-radius: 2px; border: 1px solid $edge; }
QSlider::sub-page:horizontal { height: 4px; background: $accent; border-radius: 2px;
  border: 1px solid $accent; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -5px 0; border-radius: 7px;
  background: $text;
  border: 1px solid $border; }
QSlider::groove:vertical { width: 4px; background: $well; border-radius: 2px; border: 1px solid $edge; }
QSlider::add-page:vertical { width: 4px; background: $accent; border-radius: 2px;
  border: 1px solid $accent; }
QSlider::handle:vertical { width: 12px; height: 12px; margin: 0 -5px; border-radius: 7px; background: $text;
  border: 1px solid $border; }
QSlider::handle:hover { background: $accent; }
QSlider::handle:focus { background: $accent; border: 1px solid $text; }
QSlider::sub-page:disabled, QSlider::add-page:disabled { background: $edge_strong;
  border-color: $edge_strong; }
QSlider::handle:disabled { background: $text_faint; }

QProgressBar { background: $well; border: 1px solid $edge; border-radius: 3px; text-align: center;
  min-height: 6px;
  max-height: 16px; font-size: 11px; color: $text; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QGroupBox { border: none; border-top: 1px solid $edge; margin-top: 16px; padding-top: 8px;
  font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 0 6px 0 0;
  color: $text_dim; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; margin: 0; }
QScrollBar:horizontal { height: 10px; margin: 0; }
QScrollBar::handle { background: $edge_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
"""

FIELDS = """
QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QKeySequenceEdit { background: $field;
  border: 1px solid $field_edge; border-radius: $radius; padding: 3px 6px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QAbstractSpinBox { min-height: 18px; }
QTextEdit, QPlainTextEdit { padding: 4px; }
QLineEdit:hover, QAbstractSpinBox:hover { border-color: $text_faint; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus { border-color: $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QTextEdit:disabled { color: $text_faint;
  background: $panel; }
QLineEdit[class="wrong"], QAbstractSpinBox[class="wrong"] { border-color: $danger; }
QLineEdit:read-only, QTextEdit:read-only, QPlainTextEdit:read-only { background: $panel; }
QAbstractSpinBox { padding-right: 16px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { background: transparent; border: none;
  width: 16px;
  subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url($marks/up.png); width: 9px; height: 9px; }
QAbstractSpinBox::down-arrow { image: url($marks/down.png); width: 9px; height: 9px; }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::up-arrow:disabled { image: url($marks/up-faint.png); }
QAbstractSpinBox::down-arrow:off,
  QAbstractSpinBox::down-arrow:disabled { image: url($marks/down-faint.png); }
QAbstractSpinBox QLineEdit { background: transparent; border: none; padding: 0; min-height: 0; }

QComboBox { background: $raised; border: 1px solid $field_edge; border-radius: $radius;
  padding: 3px 22px 3px 8px; min-height: 18px; }
QComboBox:hover { border-color: $text_faint; background: $hover; }
QComboBox:focus { border-color: $accent; }
QComboBox:on { border-color: $accent; }
QComboBox:disabled { color: $text_faint; background: $panel; }
QComboBox:editable { background: $field; }
QComboBox QLineEdit { background: transparent; border: none; padding: 0; min-height: 0; }
QComboBox::drop-down { border: none; width: 20px; subcontrol-origin: border;
  subcontrol-position: center right; }
QComboBox::down-arrow { image: url($marks/down.png); width: 12px; height: 12px; }
QComboBox::down-arrow:disabled { image: url($marks/down-faint.png); }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $edge_strong; padding: 3px;
  outline: none;
  selection-background-color: $accent; selection-color: $on_accent; }
QComboBox QAbstractItemView::item { padding: 4px 8px; min-height: 18px; border-radius: $small; }
"""

VIEWS = """
QAbstractScrollArea { background: $panel; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QTreeView, QListView, QTableView { background: $panel; alternate-background-color: $row; border: none;
  outline: none; selection-background-color: $accent_soft; selection-color: $text; gridline-color: $edge; }
QTreeView::item, QListView::item, QTableView::item { padding: 4px; border: 0px solid transparent; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: $accent_soft;
  color: $text; }
QTreeView::item:disabled, QListView::item:disabled { color: $text_faint; }
QTreeView::branch { background: transparent; padding: 0px 4px; }
QTreeView::branch:has-children:closed { image: url($marks/right.png); }
QTreeView::branch:has-children:open { image: url($marks/down.png); }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $text_dim; border: none; border-bottom: 1px solid $edge;
  padding: 4px 6px; font-size: 11px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $panel; border: none; }
QDialog QTreeView, QDialog QListView, QDialog QTableView { background: $field; border: 1px solid $field_edge;
  border-radius: $radius; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
#qt_msgbox_label { min-width: 260px; font-size: 13px; font-weight: 600; }
#qt_msgbox_informativelabel { color: $text_dim; }
"""
