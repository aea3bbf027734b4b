"""What the rules in PostgreSQL's triggers say when they refuse: the exception's own words beside a sentence.

`%` stands for what the trigger fills in. A test asks PostgreSQL whether every exception has its row.
"""

from bimtek_api.core.i18n import N_

TRIGGERS: dict[str, tuple[str, ...]] = {
    N_("Anda dan orang yang bertindak sebelumnya saling mewakili, jadi dihitung satu orang."): (
        "one hand", "bound by deputation",
    ),
    N_("Orang yang bertindak sebelumnya adalah Anda sendiri, dengan akun atau data lain."): ("one human",),
    N_("Lengkapi dahulu NIK Anda di halaman Akun: tanpa itu Anda tidak dapat menjadi salah satu dari dua orang."): (
        "identity not confirmed",
    ),
    N_("Yang sudah diputuskan tidak dapat diubah, dan tidak ada yang mulai sebagai sudah diputuskan."): (
        "decided already", "decided once", "decided once, by an administrator", "it begins undecided",
        "a change request begins undecided", "a change request is decided once",
        "a change request keeps what it asked for", "what was decided stays, and nothing begins decided",
        "what was proposed stays", "an opinion stays as it was given", "a deputation begins unaccepted",
    ),
    N_("Keputusan ini harus diambil orang lain."): (
        "a change request is decided by another person", "nobody decides about her own record",
        "decided by who applied",
        "decided by who handed over", "checked by whoever handed over", "inspected by who received or listed it",
        "condition not confirmed by another person", "a paper is read by another one", "somebody reads a paper",
        "a day is marked on that day, afterwards by two", "a link opens again by two only",
        "two let an officer in again", "let go by two alone", "an administrator agrees",
        "an administrator asks, another one decides",
    ),
    N_("Data ini hanya berubah lewat permintaan perubahan yang disetujui."): (
        "% of % changes by a change request only", "a verified account changes by a change request only",
        "an account is as old as it is", "an identity keeps its human",
        "what was written down stays: %", "an identity keeps its number",
        "a row stands for another one by its number only", "not the same human", "this human has an account",
        "a role needs its approved request", "only a role of her own", "a role that ended stays ended",
        "an authenticator comes from an enrolment", "her paper says another number",
    ),
    N_("Riwayat dan nomor yang sudah ada tidak dapat diubah atau dihapus."): (
        "the history is append-only", "the chain only grows", "personal_reads are append-only for five years",
        "a number that was drawn stays drawn", "one to ten thousand numbers at once", "a paper taken back stays so",
        "a paper that was judged stays", "a mark stays in its cell", "a day that was marked stays",
        "a log-in by paper stays one", "a sensitive complaint stays sensitive",
        "a withdrawn consent stays withdrawn", "where a machine comes from does not change",
        "what ended stays ended", "a stopped replacement stays stopped", "what the bank sent back stays so",
        "what was made to a supplier keeps its version", "editions of the people are numbered in order",
        "this edition of the people is complete",
    ),
    N_("Langkah ini tidak ada dari keadaan sekarang."): (
        "no step from % to % of %", "no such step of a piece", "no way from % to %",
        "a case is % by an act that is not there",
        "a case is % by an act that is not there: its history does not tell of it",
        "an order is what came of it", "a piece begins as received",
        "a machine begins with its handover", "accepted and ended once, now", "begins in the past",
        "rounds begin at their beginning, one after the other", "fiscal year % is %", "a year is not opened again",
    ),
    N_("Perkara ini sedang ditahan."): ("the case is on hold",),
    N_("Yang diputuskan harus isi yang sudah dibekukan, dengan suara yang cukup."): (
        "a round is about the frozen content", "a round is about the people of the case",
        "a round that is closed stays as it is", "a vote is an approver's own or her deputy's",
        "a vote is on what its round shows, in the stage that is open", "no approving vote on the frozen content",
        "not enough approving votes on the frozen content", "the people stay while there is a vote on them",
        "what is voted on stays as it was frozen", "quantities are approved at the desk, before the vote",
        "scores and a frozen list come before the vote", "a fit visit with every member comes before the vote",
        "everybody of the case has a claim and the duty of an applicant before the vote",
        "everybody of the case has a claim and the duty of an applicant",
    ),
    N_("Orang dalam perkara dan penerima dalam keputusan berubah hanya dengan perubahan keputusan."): (
        "a claim ends with its case", "a claim is for a person of the case",
        "a claim that ended does not come back", "aid counts until its decree is taken back",
        "after the decree the people change by an amending decree", "not among those the amending decree names",
        "a decree ends with its last recipient", "a decree follows the last round of its case, passed",
        "a recipient begins with the whole amount", "a recipient does not come back into a decree",
        "a recipient leaves a decree only by an approved change", "nothing is booked on this recipient any more",
        "a signed decree is not printed anew", "another group gets it by its own decree and handover",
        "the group is not the people of the case", "the members of this group stand in a decree",
        "a group that ended asks for nothing", "a group with a living case does not end",
        "this number is with a group",
    ),
    N_("Tanpa keputusan yang berlaku hal ini tidak dapat dilakukan."): (
        "no decree in force on that day",
        "a visit is neither before the decree nor to come", "no decree in force", "ordered without a decree in force",
        "handed over before the decree of that day",
        "nothing is sent before its decree, arrives before it was sent, or on a day to come",
    ),
    N_("Jumlahnya melebihi yang disetujui, dipesan, atau diterima."): (
        "more than approved", "ordered above what was approved", "received above what was ordered",
        "kept above what was approved", "paid above what was accepted", "not the sum of the tranche",
        "the amount is what was approved", "booked is what was handed over or paid",
        "given back is what the pieces cost",
    ),
    N_("Barang ini belum diperiksa dan diterima, atau belum dipesan."): (
        "accepted without an inspection", "back in stock without an inspection",
        "an inspection bears the time at which it is made", "handed over before it was accepted",
        "handed over without having been accepted", "kept for a case whose inspector did not accept it",
        "received before it was ordered", "nobody found it bad, or no supplier brought it",
    ),
    N_("Barang yang dimiliki kembali hanya dengan persetujuan, keputusan, atau sengketa yang dibenarkan."): (
        "a handover ends when the machine is back in the store", "a handover is undone by an upheld dispute",
        "a machine changes hands only after a recall", "an upheld dispute moves pieces and money",
        "from the store it comes back when a group refused it",
        "only what was handed over and disputed is taken back", "title ends with a recall",
        "a title passes by its letter",
        "what is owned is recalled by consent or ruling", "what is refused goes back to the store",
        "what was handed over comes back by an upheld dispute",
    ),
    N_("Penolakan harus menyebut siapa yang menolak barang mana, dengan bukti."): (
        "a refusal says who refused which pieces", "refused by the group it was brought to",
        "a refusal is signed by both",
        "refused where it was brought to, when it was",
        "refused is a piece that was brought to the group", "the minutes do not say that it was refused",
        "minutes without the evidence the programme asks for",
    ),
    N_("Foto dan tanda tangan dipakai satu kali, oleh orangnya sendiri."): (
        "a photo is no signed paper", "a signed paper is no photo", "a photo serves once",
        "a signature serves once", "the signature is not that person's in this case",
    ),
    N_(
        "Uang berjalan lewat bank: sesudah kontrak, kepada rekening yang diperiksa, dan tidak pada hari yang"
        " akan datang."
    ): (
        "account not verified", "an earlier tranche is unpaid",
        "money moves under the duties of its cases", "a report on use is late", "money is under way",
        "money comes back by the bank's paper", "money comes back after it arrived, not on a day to come",
        "money goes back once everything came", "money is asked back",
        "nobody is paid before the contract, nor on a day to come", "the account changed since",
        "the account is in another name", "the supplier changed since", "the seller is somebody of the case",
        "a replacement waits",
    ),
    N_("Uang yang kembali harus sesuai dengan yang diminta dan yang tiba, dengan buktinya."): (
        "asked back above what arrived", "booked is what a confirmed receipt says was paid back",
        "only what arrived is asked back", "paid back above what is asked or arrived",
        "paid back is what arrived, with its paper", "this reference proves another return",
        "this number proves another return",
        "a number of the bank has letters or digits",
        "what a report says was paid back has its receipts", "what is paid back is booked",
        "a demand is paid when its receipts are whole", "let go is the rest of what is asked back",
        "a receipt of it is not decided", "paid in part it is not withdrawn",
        "the demand follows its receipts and its ruling",
    ),
    N_("Pagu anggaran berubah hanya dengan pergeseran yang disetujui."): (
        "a budget node begins empty", "a budget node stays where it is",
        "a ceiling is what approved moves made of it", "a move lies in its year and region",
        "the budget node does not lie below its parent",
    ),
    N_("Tidak ada kursi kosong."): ("no seat is free",),
    N_("Hasil pelatihan ditetapkan sesudah semua hadir, ditandai, dan diputuskan."): (
        "a session ends with everybody decided", "a session ends with everybody marked",
        "outcomes come with the end of the session", "whoever attends was seen",
        "nobody takes part in a session that is %", "nobody is confirmed unknown",
    ),
    N_(
        "Lebih dari 30 hari belum ada administrator lain yang membaca kartu identitas Anda. Tunjukkan kartu Anda"
        " kepada salah satu administrator; sesudah dicatatnya Anda dapat bertugas dan memutuskan lagi."
    ): ("paper not read",),
    N_("Data contoh tidak masuk ke dinas."): ("the demo does not go into an office's database",),
}  # fmt: skip
