"""The sessions of the world, by the day they begin, relative to today."""

from bimtek_api.demo.world.training import Plan
from bimtek_api.participants.trades.catalogue import Trade as T

PALEMBANG, BANYUASIN, ILIR, PRABUMULIH, LAHAT = "16.71", "16.07", "16.10", "16.74", "16.04"
DISTRICTS = (PALEMBANG, BANYUASIN, ILIR, PRABUMULIH, LAHAT)
PLANS = (
    Plan("Dasar menjahit untuk usaha rumahan", T.GARMENT, PALEMBANG, "Balai Latihan Plaju", -244),
    Plan("Roti manis dan kemasan", T.FOOD, PALEMBANG, "UPT Pangan", -237),
    Plan("Servis ponsel: perangkat lunak", T.PHONE_REPAIR, PALEMBANG, "SMK Contoh", -230),
    Plan("Las listrik untuk pagar dan kanopi", T.WELDING, PALEMBANG, "UPT Logam", -223, 4),
    Plan("Pola dan potong busana muslim", T.GARMENT, PALEMBANG, "Balai Latihan Plaju", -216),
    Plan("Anyaman bambu: keranjang hampers", T.BAMBOO, PALEMBANG, "Balai Kriya", -209),
    Plan("Kue kering tahan lama", T.FOOD, PALEMBANG, "UPT Pangan", -202),
    Plan("Ganti layar dan baterai ponsel", T.PHONE_REPAIR, PALEMBANG, "SMK Contoh", -195),
    Plan("Las argon tingkat dasar", T.WELDING, PALEMBANG, "UPT Logam", -188, 4),
    Plan("Konfeksi tas dan dompet", T.GARMENT, PALEMBANG, "Balai Latihan Plaju", -183),
    Plan("Servis sepeda motor injeksi", T.MOTORCYCLE, PALEMBANG, "SMK Contoh", -90, 4, 24, 22),
    Plan("Pangkas rambut pria", T.BARBER, PALEMBANG, "Balai Latihan Plaju", -46, 3, 20, 18),
    Plan("Anyaman purun untuk tas", T.BAMBOO, BANYUASIN, "Balai Desa Contoh", -150, 3, 25, 23, host="budi"),
    Plan("Keripik dan olahan nanas", T.FOOD, BANYUASIN, "Gedung Serbaguna Contoh", -85, 3, 30, 26, host="budi"),
    Plan("Tenun songket pemula", T.WEAVING, ILIR, "Rumah Tenun Contoh", -130, 5, 20, 18, host="yuni"),
    Plan("Servis AC rumah tangga", T.AIR_CONDITIONING, PRABUMULIH, "SMK Contoh 2", -70, 4, 20, 17, host="yuni"),
    Plan("Pengolahan kopi Lahat", T.FOOD, LAHAT, "Balai Kopi Contoh", -35, 3, 25, 21, host="yuni"),
    Plan("Obras dan jahit kaus", T.GARMENT, PALEMBANG, "Balai Latihan Plaju", -2, 4, 30, 26, "running"),
    Plan("Bakso dan pempek beku", T.FOOD, PALEMBANG, "UPT Pangan", -8, 3, 24, 21, "unmarked"),
    Plan("Bordir komputer", T.GARMENT, PALEMBANG, "Kantor Dinas Perindustrian", 14, 3, 20, 12, "cancelled"),
    Plan("Reparasi laptop dasar", T.PHONE_REPAIR, PALEMBANG, "SMK Contoh", 16, 4, 20, 9, "paused"),
    Plan("Las pipa", T.WELDING, PALEMBANG, "UPT Logam", 40, 4, 16, 0, "draft"),
    Plan("Sablon kaus", T.GARMENT, BANYUASIN, "Balai Desa Contoh", 44, 3, 20, 0, "draft", host="budi"),
)  # fmt: skip
