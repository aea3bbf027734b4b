"""The sentences of signals and of their evidence."""

from bimtek_api.core.i18n import N_
from bimtek_api.reports.integrity.fields import SignalCode as C

SIGNALS = {
    C.SHARED_PHONE: N_("Nomor ponsel anggota dipakai juga di kelompok lain."),
    C.SHARED_ADDRESS: N_("Alamat kelompok sama dengan kelompok lain di daerah ini."),
    C.SHARED_ACCOUNT: N_("Rekening bank kelompok tercatat juga pada kelompok lain."),
    C.SHARED_FAMILY: N_("Kartu keluarga anggota sama dengan anggota kelompok lain."),
    C.MEMBERS_ELSEWHERE: N_("Ada anggota yang juga anggota kelompok lain."),
    C.PRICE_DEVIATION: N_("Harga acuan jauh dari harga barang yang sama di permohonan lain."),
    C.PRIOR_AID: N_("Ada bantuan sebelumnya dalam lima tahun."),
    C.QUICK_CHECK: N_("Berkas dinyatakan lengkap dalam hitungan menit."),
    C.SAME_PAIR: N_("Pengusul dan pemeriksa yang sama hampir selalu berpasangan."),
}
GROUP = N_("{group}, {district}")
ELSEWHERE = N_("satu kelompok di {district}")
PRICE = N_("{item}: Rp {price}, biasanya Rp {usual} ({percent} %)")
AID = N_("{recipient}, {programme}, {day}")
MINUTES = N_("{minutes} menit sesudah diajukan")
PAIR = N_("{proposer} dan {checker}: {together} dari {all} pemeriksaan")
