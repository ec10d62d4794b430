"""Why an application does not meet the conditions: codes, and what people read."""

REASONS = {
    "AGE": "Usia pada saat melamar di luar batas yang ditetapkan untuk formasi ini.",
    "EDUCATION": "Jenjang atau program studi tidak sesuai dengan kualifikasi pendidikan formasi ini.",
    "GPA": "Indeks prestasi kumulatif di bawah batas formasi ini.",
    "IDENTITY": "Data diri tidak sesuai dengan KTP.",
    "ID_CARD": "KTP tidak terbaca, terpotong, atau bukan milik pelamar.",
    "PHOTO": "Pasfoto tidak sesuai ketentuan (berlatar merah, terbaru, wajah tampak jelas).",
    "SELFIE": "Swafoto tidak menampakkan wajah pelamar dengan jelas.",
    "DIPLOMA": "Ijazah tidak terbaca, tidak lengkap, atau bukan ijazah asli.",
    "TRANSCRIPT": "Transkrip nilai tidak terbaca, tidak lengkap, atau bukan transkrip asli.",
    "APPLICATION_LETTER": "Surat lamaran tidak sesuai format atau tidak ditandatangani.",
    "STATEMENT_LETTER": "Surat pernyataan lima poin tidak sesuai format atau tidak ditandatangani.",
    "DUTY_STAMP": "Meterai tidak ada, palsu, atau pernah dipakai.",
    "HEALTH_REGISTRATION": "STR tidak ada, sudah tidak berlaku, atau bukan untuk jabatan ini.",
    "TEACHING_CERTIFICATE": "Sertifikat pendidik tidak ada atau tidak sesuai.",
    "DISABILITY_CERTIFICATE": "Surat keterangan disabilitas tidak ada atau tidak dari fasilitas kesehatan pemerintah.",
    "ACCREDITATION": "Akreditasi perguruan tinggi atau program studi tidak memenuhi syarat.",
    "DOUBLE_IDENTITY": "Pelamar memakai lebih dari satu NIK.",
}
