## Words of every page

unknown = غير معروف
none = لا شيء
nothing = –
and-more = { $n ->
    [zero] ولا شيء غير ذلك
    [one] وواحد آخر
    [two] واثنان آخران
    [few] و{ $n } غير ذلك
    [many] و{ $n } غير ذلك
   *[other] و{ $n } غير ذلك
}
page-foot = { $viewer } · { $process } · ما سُجِّل حتى { $known } · ديتانت { $version } · يبيّن ما يترتب على ما أُدخِل، مع أساسه؛ ولا يحكم بما هو عادل
viewer-team = الفريق
viewer-projector = شاشة العرض
viewer-public = الجمهور
viewer-file = ملف
page-foot-file = { $name } · ديتانت { $version } · يبيّن ما يترتب على ما أُدخِل؛ ولا يحكم بما هو عادل
viewer-party = الطرف { $party }
list-comma = ،{" "}
list-semicolon = ؛{" "}

basis-reported = منقول
basis-stated = مصرَّح به
basis-inferred = مستنتَج
basis-assumed = مفترَض
basis-reported-means = أفاد به مصدر علني
basis-stated-means = صرّح لنا به أحد الأطراف
basis-inferred-means = خلصنا إليه
basis-assumed-means = افترضناه لأغراض الحساب

## Dates and numbers

date-minute = { $day }، الساعة { $time }
date-between = من { $from } إلى { $to }
date-before = قبل { $date }
date-by = بحلول { $date }
date-after = بعد { $date }
date-about = نحو { $date }
date-during = أثناء { $date }
date-unknown = تاريخ غير معروف
quantity-at-least = { $n } على الأقل
quantity-at-most = { $n } على الأكثر
quantity-under = أقل من { $n }
quantity-over = أكثر من { $n }
quantity-about = نحو { $n }
quantity-between = من { $lo } إلى { $hi }
lasted-minutes = { $count ->
    [zero] { $n } دقيقة
    [one] { $n } دقيقة
    [two] { $n } دقيقة
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
lasted-hours = { $count ->
    [zero] { $n } ساعة
    [one] { $n } ساعة
    [two] { $n } ساعة
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
lasted-days = { $count ->
    [zero] { $n } يوم
    [one] { $n } يوم
    [two] { $n } يوم
    [few] { $n } أيام
    [many] { $n } يوماً
   *[other] { $n } يوم
}

## Kinds of entries

kind-source = مصدر
kind-party = طرف
kind-person = شخص
kind-issue = مسألة
kind-session = جلسة
kind-delegation = وفد
kind-position = موقف
kind-proposal = مقترح
kind-response = رد
kind-agreement = اتفاق
kind-statement = تصريح
kind-contact = اتصال
kind-incident = حادث
kind-preferences = أفضليات
kind-correction = تصويب
kind-withdrawal = سحب
kind-release = إفصاح

role-belligerent = طرف محارب
role-mediator = وسيط
role-host = مضيف
role-guarantor = ضامن
role-ally = حليف
role-observer = مراقب

rank-head-of-state = رئيس دولة
rank-head-of-government = رئيس حكومة
rank-minister = وزير
rank-deputy = نائب وزير أو مبعوث
rank-senior = مسؤول كبير
rank-official = موظف رسمي
rank-private = دون منصب

session-direct = جلسة مباشرة
session-proximity = جلسة تقارب
session-shuttle = جولة مكوكية
session-preparatory = جلسة تحضيرية

position-demand = مطلب:
position-offer = عرض:
position-wish = رغبة:
position-acceptance = قبول:
position-refusal = رفض:

answer-accepts = قبول
answer-accepts-if = قبول مشروط
answer-considers = قيد النظر
answer-counters = تقديم بديل
answer-refuses = رفض

agreement-in-principle = اتُّفق عليه من حيث المبدأ
agreement-ad-referendum = اتُّفق عليه رهناً بالرجوع إلى السلطات
agreement-agreed = اتُّفق عليه
agreement-initialled = وُقِّع بالأحرف الأولى
agreement-signed = وُقِّع
agreement-lapsed = انقضى
scope-whole = يشمل جميع المسائل
scope-part = يشمل بعض المسائل فقط

commitment-not-begun = لم يبدأ تنفيذه
commitment-minimal = بدأ تنفيذه
commitment-intermediate = قطع تنفيذه شوطاً كبيراً
commitment-complete = نُفِّذ بالكامل
commitment-broken = أُخِلَّ به
commitment-open = مفتوح
commitment-overdue = فات موعده

contact-meeting = لقاء
contact-call = مكالمة
contact-pressure = ضغط
contact-offer = عرض
contact-alignment = تنسيق مواقف
contact-support = دعم
contact-threat = تهديد

incident-drone-attack = هجوم بطائرة مسيّرة
incident-air-attack = هجوم جوي
incident-shelling = قصف
incident-clash = اشتباك
incident-explosion = انفجار
incident-assassination = اغتيال
incident-detention = احتجاز
incident-obstruction = عرقلة
incident-sabotage = تخريب
incident-other = حادث

source-press = صحافة
source-official = مصدر رسمي
source-record = محضر العملية
source-conversation = محادثة
source-publication = منشور
source-own = افتراض خاص

link-after = لا تسوَّى إلا بعد
link-together = تسوَّى مع
link-trade = تقبل المقايضة مع
link-related = تتصل بـ

## One entry in one sentence

says-party = { $name }: { $role }
says-person = { $name }، { $office }
says-issue = مسألة: { $title }
says-issue-options = مسألة: { $title } ({ $options })
says-session = { $title }: { $kind }
says-session-place = { $title }: { $kind } في { $place }
says-delegation = وفد { $party }
says-delegation-head = وفد { $party } برئاسة { $head }
says-position = { $party } – { $kind } { $what } (المسألة: { $issue })
says-proposal = مقترح من { $by }: { $title }
says-response = رد { $by } – { $answer }: { $proposal }
says-agreement = { $title }: { $status }
says-agreement-parties = { $parties }: { $title }، { $status }
says-statement = { $by }: { $words }
says-incident = { $kind }
says-incident-place = { $kind }، { $place }
says-killed = القتلى: { $n }
says-wounded = الجرحى: { $n }
says-preferences = قيمة النتائج لدى { $party }
says-correction = تصويب ({ $fields }): { $what }
says-withdrawal = سحب: { $what }
says-release = إفصاح عن { $id } في { $into }، بإذن من { $who }
of-party = { $person } ({ $party })
all-parties = جميع الأطراف
red-line = خط أحمر
red-line-of = خط أحمر: { $what }
red-line-refuses = خط أحمر: رفض { $what }
condition = بشرط: { $condition }
since = منذ { $date }
until = حتى { $date }
denied = منفي
disputed = إسناد متنازع عليه
attribution-none = غير مسند إلى أحد
attributed-to = { $to }
attributed-by = { $to }، بحسب { $by }
attributed-unknown = غير معروف
figure-by = { $count } ({ $by })
sources-differ = تختلف المصادر
figure-was = (سابقاً: { $was })
range-options = من { $first } إلى { $last }
number-unit = { $n } { $unit }

## The brief

brief-title = موجز: { $process }
head-process = العملية
head-incidents = الحوادث
head-known = ما سُجِّل حتى
head-on = الحالة في
head-bases = الأسس
head-rooms = الغرف المقروءة
head-room = { $room } { $n } ({ $hash })
empty-view = لم يكن قد سُجِّل حتى ذلك الوقت أي شيء يجوز لهذا المطّلِع قراءته. (العبرة بوقت التسجيل لا بوقت الحدوث.)

section-changes = ما تغيّر منذ { $since }
section-changes-session = في { $since } وبعدها
section-changes-none = ما تغيّر
changes-session = { $title } ({ $date })
changes-late = (حدث قبل ذلك وسُجِّل بعده)
changes-late-undated = (بلا تاريخ، سُجِّل بعد ذلك)
changes-nothing = لم يتغيّر شيء منذ ذلك الوقت.
changes-no-session = لم تُعقد أي جلسة بعد؛ والتسلسل الزمني الكامل في “detente timeline”.

section-sessions = الجلسات
sessions-none = لم تُسجَّل أي جلسة.
session-line = { $title }
session-facts = { $facts }
session-lasted = استغرقت { $lasted }
session-ended = انتهت في { $date }
session-led = { $party }: { $head }
session-led-rank = { $party }: { $head }، { $rank }
session-no-head = { $party }: رئيس الوفد غير معروف
session-rank-equal = مرتبة متكافئة: { $rank }
session-rank-unequal = مرتبة غير متكافئة: { $high } فوق { $low }
session-came-of-it = ما أسفرت عنه: { $what }
session-discussed = نوقش دون اتفاق: { $issues }
session-hosted = المضيف: { $party }

section-matrix = موقف كل طرف
matrix-caption = المسائل بحسب الأطراف: الموقف الراهن، وتاريخه، والخطوط الحمراء، والتحرك، والفجوة مرسومةً حيث تكون خيارات المسألة مرتّبة.
matrix-none = لم يُسجَّل أي موقف.
matrix-legend = الرموز: ● موقف، ━ مدى، [ ] حدّ خط أحمر، ◀ ▶ مدى مفتوح.
matrix-more = { $n ->
    [zero] ولا مسائل أخرى
    [one] ومسألة أخرى: يعرضها جميعاً “detente gaps”
    [two] ومسألتان أخريان: يعرضها جميعاً “detente gaps”
    [few] و{ $n } مسائل أخرى: يعرضها جميعاً “detente gaps”
    [many] و{ $n } مسألة أخرى: يعرضها جميعاً “detente gaps”
   *[other] و{ $n } مسألة أخرى: يعرضها جميعاً “detente gaps”
}
matrix-issue = المسألة
matrix-gap = الفجوة
matrix-no-positions = لا مواقف بعد بشأن: { $issues }
gave-up = لا موقف الآن؛ تخلّى عن { $what }
gap-unknown = موقف واحد فقط
gap-refused = مرفوض
gap-agree = الموقف نفسه
gap-overlap = مواقف متداخلة
gap-differ = مختلفة
gap-steps = { $n ->
    [zero] لا فارق (من أصل { $all })
    [one] فارق درجة واحدة (من أصل { $all })
    [two] فارق درجتين (من أصل { $all })
    [few] فارق { $n } درجات (من أصل { $all })
    [many] فارق { $n } درجة (من أصل { $all })
   *[other] فارق { $n } درجة (من أصل { $all })
}
gap-amount = الفارق { $n }
gap-amount-unit = الفارق { $n } { $unit }
move-towards = اقترب من الآخرين، بعد أن كان { $from }
move-away = ابتعد عن الآخرين، بعد أن كان { $from }
move-sideways = تحرّك وبقي على المسافة نفسها، بعد أن كان { $from }
move-moved = تحرّك، بعد أن كان { $from }

section-ledger = المتفق عليه، والمرفوض، والمفتوح
ledger-agreed = متفق عليه
ledger-refused = مرفوض
ledger-open = مفتوح
ledger-none = لم يُقترح شيء ولم يُتفق على شيء.
ledger-agreement = { $title } · { $status }، { $scope }
ledger-terms = يسوّي: { $terms }
ledger-would = من شأنه أن يسوّي: { $terms }
ledger-term = { $issue }: { $option }
ledger-between = بين: { $parties }
ledger-proposed = مقترح من { $by } إلى { $to }
ledger-discussed = { $issue }: نوقشت ولم يُتفق عليها
ledger-answer = { $by }: { $answer }

section-commitments = الالتزامات المستحقة
commitments-caption = ما هو مستحق بموجب الاتفاقات، الأقرب موعداً أولاً.
commitment-who = على من
commitment-what = الالتزام
commitment-by = الموعد
commitment-state = الحالة

section-incidents = الحوادث حول الجلسات
incidents-caption = الحوادث، الأحدث أولاً؛ والأرقام كما يوردها كل مصدر.
incidents-drawn = الجلسات والاتفاقات والحوادث من { $from } إلى { $to }؛ والأشرطة الباهتة تواريخ تقريبية.
toll = { $n ->
    [zero] لا حوادث
    [one] حادث واحد
    [two] حادثان
    [few] { $n } حوادث
    [many] { $n } حادثاً
   *[other] { $n } حادث
}
toll-without = (بلا رقم: { $n })
incident-when = التاريخ
incident-what = الحادث
incident-killed = القتلى
incident-wounded = الجرحى
incident-attributed = المسند إليه
strip-session = الجلسات
strip-agreement = الاتفاقات
strip-incident = الحوادث

section-contacts = الأطراف الثالثة: الاتصالات والضغوط
contact-line = { $kind }: { $text }

section-statements = ما قيل

section-sources = المصادر
source-line = { $title } ({ $kind })
source-published = { $date }

## The other pages

gaps-title = الفجوات: { $process }
timeline-title = التسلسل الزمني: { $process }
timeline-undated = بلا تاريخ
timeline-none = لم يُسجَّل شيء.
log-title = سجل { $process }
log-room = { $room }: عدد الأسطر { $n }
log-head = الرأس
log-written = { $kind }، سجّله { $author } في { $date }
log-received = (ورد في { $date })
search-title = بحث: { $words }
search-found = { $n ->
    [zero] لا قيد يتضمن هذه الكلمات كلها.
    [one] قيد واحد يتضمن هذه الكلمات كلها.
    [two] قيدان يتضمنان هذه الكلمات كلها.
    [few] { $n } قيود تتضمن هذه الكلمات كلها.
    [many] { $n } قيداً تتضمن هذه الكلمات كلها.
   *[other] { $n } قيد تتضمن هذه الكلمات كلها.
}
show-title = { $id }
show-kind = النوع
show-room = الغرفة
show-when = التاريخ
show-meeting = الجلسة
show-recorded = وقت التسجيل
show-author = الكاتب
show-basis = الأساس
show-source = المصدر
show-sentence = { $source }، الجملة { $n }
show-note = ملاحظة
show-fields = كما هو في السجل
show-was = كما كُتب أولاً
show-history = ما جرى عليه
show-corrected-by = { $date }: صُوِّب { $fields } ({ $id })
show-withdrawn-by = { $date }: سُحب ({ $id })
show-released-by = { $date }: أُفصح عنه في { $into }، بإذن من { $who }
show-why = السبب: { $why }
show-points = ما يشير إليه
show-none = لا شيء بهذا المعرّف في هذا العرض.
show-near = هل تقصد { $id }؟

## The page of a check; the messages of faults themselves are in English

check-title = فحص: { $process }
check-passes = لا أخطاء
check-fails = فيه أخطاء
check-error = خطأ
check-warning = تنبيه
check-expected = المتوقع: { $what }
check-help = مساعدة: { $what }
check-more = { $n ->
    [zero] ولا أخطاء أخرى في { $room }
    [one] وخطأ آخر في { $room }
    [two] وخطآن آخران في { $room }
    [few] و{ $n } أخطاء أخرى في { $room }
    [many] و{ $n } خطأً آخر في { $room }
   *[other] و{ $n } خطأ آخر في { $room }
}
check-elsewhere = في الغرفة { $room } أخطاء لا تُعرض إلا على من يقرؤها.
check-foot = { $process } · ديتانت { $version } · لمزيد من الشرح: detente explain

## Fields, as corrections name them

field-about = الموضوع
field-address = العنوان
field-allied-with = الحلفاء
field-answer = الرد
field-at = الإحداثيات
field-attributed = الإسناد
field-author = الكاتب
field-basis = الأساس
field-bonuses = العلاوات
field-by = من
field-commitments = الالتزامات
field-condition = الشرط
field-constraints = القيود
field-counter = البديل
field-denied = نفي المنسوب إليه
field-discussed = المسائل التي نوقشت
field-divisible = قابلية القسمة
field-ended = وقت الانتهاء
field-file = الملف
field-from = من
field-head = رئيس الوفد
field-host = المضيف
field-id = المعرّف
field-into = إلى
field-issue = المسألة
field-killed = القتلى
field-kind = النوع
field-language = اللغة
field-lasted = المدة
field-level = المستوى
field-links = الروابط
field-mandate = الولاية
field-max = الحد الأقصى
field-may = كيفية الاستعمال
field-members = الأعضاء
field-min = الحد الأدنى
field-more-important = ترتيب المسائل بحسب أهميتها
field-name = الاسم
field-note = الملاحظة
field-of = القيد المقصود
field-offices = المناصب
field-option = الخيار
field-options = الخيارات
field-orders = ترتيب الخيارات
field-outcome = النتيجة
field-part-of = جزء من
field-parties = الأطراف
field-party = الطرف
field-permitted = الإذن
field-permitted-by = صاحب الإذن
field-place = المكان
field-prefers = تفضيل حزمة على أخرى
field-proposal = المقترح
field-published = تاريخ النشر
field-publisher = الناشر
field-range = المدى
field-rank = المرتبة
field-recorded = وقت التسجيل
field-red-line = الخط الأحمر
field-replaces = يحل محل
field-reservation = قيمة التحفظ
field-role = الدور
field-room = الغرفة
field-said-by = القائل
field-scale = السلّم
field-scope = النطاق
field-sense = المعنى
field-session = الجلسة
field-set = القيم الجديدة
field-short = الاسم المختصر
field-source = المصدر
field-status = الحالة
field-terms = البنود
field-text = النص
field-title = العنوان
field-to = إلى
field-unit = الوحدة
field-until = حتى
field-values = القيم
field-weights = الأوزان
field-when = التاريخ
field-why = السبب
field-words = الألفاظ
field-wounded = الجرحى

## What all could accept

deals-title = ما يمكن أن يقبله الجميع: { $process }
deals-heading = ما يمكن أن يقبله الجميع
amount = { $n } { $unit }
term = { $issue }: { $option }
party-number = { $party } { $n }
deals-no-package = عدد الحزم التي يمكن تركيبها { $all }؛ ولا حزمة منها تستوفي جميع القواعد.
deals-efficient = { $n ->
    [zero] من الحزم الممكنة، وعددها { $all }، لا توجد حزمة كفؤة: حزمة لا يمكن لأحد أن يكسب بتغييرها دون أن يخسر غيره.
    [one] من الحزم الممكنة، وعددها { $all }، توجد حزمة واحدة كفؤة: لا يمكن لأحد أن يكسب بتغييرها دون أن يخسر غيره.
    [two] من الحزم الممكنة، وعددها { $all }، توجد حزمتان كفؤتان: لا يمكن لأحد أن يكسب بتغييرهما دون أن يخسر غيره.
    [few] من الحزم الممكنة، وعددها { $all }، توجد { $n } حزم كفؤة: لا يمكن لأحد أن يكسب بتغييرها دون أن يخسر غيره.
    [many] من الحزم الممكنة، وعددها { $all }، توجد { $n } حزمة كفؤة: لا يمكن لأحد أن يكسب بتغييرها دون أن يخسر غيره.
   *[other] من الحزم الممكنة، وعددها { $all }، توجد { $n } حزمة كفؤة: لا يمكن لأحد أن يكسب بتغييرها دون أن يخسر غيره.
}
deals-none-respected = من الحزم الممكنة، وعددها { $all }، لا توجد حزمة لا تمس أي خط أحمر وتترك لكل طرف ما لديه بلا اتفاق على الأقل.
deals-none-found = من الحزم الممكنة، وعددها { $all }، لم يُعثر على حزمة تستوفي جميع القواعد؛ ولا يُعرف إن كانت هناك حزمة كهذه.
deals-respected = { $n ->
    [zero] من الحزم الممكنة، وعددها { $all }، لا توجد حزمة كفؤة بين الحزم التي لا تمس أي خط أحمر وتترك لكل طرف ما لديه بلا اتفاق على الأقل.
    [one] من الحزم الممكنة، وعددها { $all }، توجد حزمة واحدة كفؤة بين الحزم التي لا تمس أي خط أحمر، وهي تترك لكل طرف ما لديه بلا اتفاق على الأقل.
    [two] من الحزم الممكنة، وعددها { $all }، توجد حزمتان كفؤتان بين الحزم التي لا تمس أي خط أحمر، وهما تتركان لكل طرف ما لديه بلا اتفاق على الأقل.
    [few] من الحزم الممكنة، وعددها { $all }، توجد { $n } حزم كفؤة بين الحزم التي لا تمس أي خط أحمر، وهي تترك لكل طرف ما لديه بلا اتفاق على الأقل.
    [many] من الحزم الممكنة، وعددها { $all }، توجد { $n } حزمة كفؤة بين الحزم التي لا تمس أي خط أحمر، وهي تترك لكل طرف ما لديه بلا اتفاق على الأقل.
   *[other] من الحزم الممكنة، وعددها { $all }، توجد { $n } حزمة كفؤة بين الحزم التي لا تمس أي خط أحمر، وهي تترك لكل طرف ما لديه بلا اتفاق على الأقل.
}
deals-without = بلا اتفاق: { $without }.
deals-shown-zone = { $n ->
    [zero] لا حزمة من المعروضة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
    [one] حزمة واحدة من المعروضة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
    [two] حزمتان من المعروضة تعطيان كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
    [few] { $n } حزم من المعروضة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
    [many] { $n } حزمة من المعروضة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
   *[other] { $n } حزمة من المعروضة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
}
deals-shown-no-zone = لا حزمة من المعروضة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
deals-shown-red-lines = { $n ->
    [zero] كل حزمة من المعروضة تمس خطاً أحمر.
    [one] حزمة واحدة من المعروضة لا تمس أي خط أحمر.
    [two] حزمتان من المعروضة لا تمسان أي خط أحمر.
    [few] { $n } حزم من المعروضة لا تمس أي خط أحمر.
    [many] { $n } حزمة من المعروضة لا تمس أي خط أحمر.
   *[other] { $n } حزمة من المعروضة لا تمس أي خط أحمر.
}
deals-cannot = لا يمكن هنا إيجاد ما يمكن أن يقبله الجميع؛ ويبيّن detente deals السبب.
deals-cover = من الحزم الممكنة، وعددها { $all }، عدد الحزم الكفؤة أكبر من أن يُسرد. وتنوب عنها هذه الحزم وعددها { $n }: لا حزمة أفضل من إحداها لأي طرف بأكثر من هذا: { $within }.
deals-supported = من الحزم الممكنة، وعددها { $all }، عدد الحزم الكفؤة أكبر مما أمكن إيجاده. وهذه الحزم، وعددها { $n }، هي الأفضل بحسب بعض أوزان الأطراف.
deals-zone = { $n ->
    [zero] لا حزمة كفؤة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
    [one] حزمة كفؤة واحدة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
    [two] حزمتان كفؤتان تعطيان كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
    [few] { $n } من الحزم الكفؤة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
    [many] { $n } من الحزم الكفؤة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
   *[other] { $n } من الحزم الكفؤة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }).
}
deals-no-zone = لا حزمة تعطي كل طرف ما لديه بلا اتفاق على الأقل ({ $without }): لا توجد منطقة اتفاق.
deals-red-lines = { $n ->
    [zero] كل حزمة كفؤة تمس خطاً أحمر.
    [one] حزمة كفؤة واحدة لا تمس أي خط أحمر.
    [two] حزمتان كفؤتان لا تمسان أي خط أحمر.
    [few] { $n } من الحزم الكفؤة لا تمس أي خط أحمر.
    [many] { $n } من الحزم الكفؤة لا تمس أي خط أحمر.
   *[other] { $n } من الحزم الكفؤة لا تمس أي خط أحمر.
}
deals-comparison = الحزم التي تختارها الحلول
deals-issue = المسألة
deals-worth = القيمة لدى { $party }
deals-below = دون ما لديه بلا اتفاق
deals-too-many = عدد الحزم الكفؤة أكبر مما يمكن إيجاده دفعة واحدة؛ ويجدها detente deals.
deals-chosen-by = الحل الذي يختارها
deals-in-common = مشترك بينها جميعاً: { $terms }
deals-breaks = الخطوط الحمراء الممسوسة
deals-red-line-of = { $party } بشأن { $issue }
deals-solutions = ما يختاره كل حل
deals-solution = الحل
deals-package = الحزمة
deals-definition = هي الحزمة الكفؤة
deals-carried = حُسب من الغرف { $rooms }؛ { $basis }.
deals-from-file = حُسب من ملف برنامج آخر.
deals-belongs-to-team = ما يُحسب من عدة لقاءات منفردة يخص الفريق إلى أن يفصح عنه شخص ما.
solution-nash = ناش
solution-nash-means = التي يبلغ عندها جداء المكاسب أقصاه
solution-kalai-smorodinsky = كلاي–سمورودنسكي
solution-kalai-smorodinsky-means = التي ينال عندها كل طرف، بأقرب ما يمكن، الحصة نفسها من أقصى ما يمكنه نيله
solution-egalitarian = المساواة (أقصى الأدنى تباعاً)
solution-egalitarian-means = التي يبلغ عندها أدنى مكسب أقصاه؛ وعند التساوي ثاني أدنى مكسب، وهكذا
solution-utilitarian = المنفعة
solution-utilitarian-means = التي يبلغ عندها مجموع المنافع أقصاه
solution-proportional = التناسب
solution-proportional-means = التي يبلغ عندها أدنى مكسب، مقسوماً على وزنه، أقصاه
solution-equal-loss = تساوي الخسارة
solution-equal-loss-means = التي تبلغ عندها أكبر خسارة، قياساً إلى أقصى ما يمكن لكل طرف نيله، أدناها
solution-raiffa = رايفا (المتدرّج)
solution-raiffa-means = التي تقود إليها خطوات نحو متوسط ما لا يزال بإمكان كل طرف نيله
solution-maximin-gain = أقصى أدنى مكسب
solution-maximin-gain-means = التي يبلغ عندها أدنى مكسب أقصاه؛ وعند التساوي مجموع المكاسب
solution-equal-gain = تساوي المكسب
solution-equal-gain-means = التي يبلغ عندها الفرق بين منافع الأطراف أدناه

## Charts of deals

chart-title = قيمة الحزم الكفؤة لدى كل طرف
chart-read-two = كلما اتجهنا يميناً كان ذلك أفضل لـ { $first }، وكلما اتجهنا إلى أعلى كان أفضل لـ { $second }.
chart-read-panels = تعرض كل لوحة طرفين: الاتجاه يميناً أفضل لأحدهما، والاتجاه إلى أعلى أفضل للآخر.
chart-read-parallel = لكل طرف محور: الأعلى أفضل له. وكل خط عرضي حزمة.
chart-drawn = رُسم { $n } من الحزم الكفؤة البالغ عددها { $all }، موزَّعة بانتظام.
chart-key-letter = حزمة يختارها حل: تبيّن الجداول ما فيها
chart-key-package = حزمة كفؤة أخرى
chart-key-red-line = تمس خطاً أحمر
chart-key-steps = لا توجد حزمة كفؤة وراء هذا الخط
chart-key-steps-cover = قد توجد حزم وراء هذا الخط، بما لا يتجاوز ما ذُكر أعلاه
chart-key-floor = ما لدى الطرف بلا اتفاق
chart-key-zone = منطقة الاتفاق: لا ينال أحد أقل مما لديه بلا اتفاق
chart-zone-name = منطقة الاتفاق
chart-floor = { $party } بلا اتفاق: { $n }
chart-package = { $package }: { $worth }
chart-number = رقم { $n }
chart-marks = ما يؤخذ عليها
chart-below = { $party } دون ما لديه بلا اتفاق
chart-without = بلا اتفاق
chart-table-all = جميع الحزم الكفؤة، من الأفضل للطرف الأول إلى الأسوأ له
chart-table-some = { $n } من الحزم الكفؤة البالغ عددها { $all }، من الأفضل للطرف الأول إلى الأسوأ له

## A package under test, a partial agreement

brief-test-of = المقترح الأخير: { $title }
brief-left-out-heading = ما لم يُجَب عنه هنا
brief-left-out = عدد الحزم الكفؤة أكبر مما أمكن سرده، ولذلك لم يُبحث عن المقايضات ولا عن الأوزان التي تغيّر الاختيار؛ ويجدها detente deals بقيمة أكبر لـ {"\u2066"}--memory{"\u2069"}.
brief-fix-of = الاتفاق الجزئي الأخير: { $title }

change = { $issue }: { $from } ← { $to }
test-heading = هذه الحزمة
test-good = حسن
test-bad = لا
test-worth = القيمة: { $utilities }
test-rule = تخالف قاعدة: { $rule }
test-rule-forbids = لا يجوز أبداً { $when }
test-rule-requires = مع { $when } لا يجوز إلا { $then }
test-no-red-line = لا تمس أي خط أحمر.
test-breaks = تمس خطاً أحمر لـ { $party }، الذي يرفض بشأن “{ $issue }”: { $options }
test-evidence = ورد في { $entry }، { $basis }
test-condition = بشرط: { $condition }
test-short = ينال { $party } أقل مما لديه بلا اتفاق ({ $without }) بمقدار { $by }.
test-efficient = هي كفؤة: لا حزمة أفضل لأحد دون أن يخسر غيره.
test-efficient-clean = بين الحزم التي لا تمس أي خط أحمر، لا حزمة أفضل لأحد دون أن يخسر غيره.
test-efficient-nearly = لم يُعثر على حزمة أفضل لأحد دون أن يخسر غيره.
test-left = { $n ->
    [zero] لا حزمة كفؤة أفضل لأحد دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
    [one] حزمة كفؤة واحدة أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
    [two] حزمتان كفؤتان أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
    [few] { $n } حزم كفؤة أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
    [many] { $n } حزمة كفؤة أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
   *[other] { $n } حزمة كفؤة أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
}
test-left-clean = { $n ->
    [zero] لا حزمة كفؤة لا تمس أي خط أحمر أفضل لأحد دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
    [one] حزمة كفؤة واحدة لا تمس أي خط أحمر أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
    [two] حزمتان كفؤتان لا تمسان أي خط أحمر أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
    [few] { $n } حزم كفؤة لا تمس أي خط أحمر أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
    [many] { $n } حزمة كفؤة لا تمس أي خط أحمر أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
   *[other] { $n } حزمة كفؤة لا تمس أي خط أحمر أفضل لأحد الأطراف دون أن يخسر غيره. وأقصى ما يمكن لكل طرف وحده كسبه: { $gains }.
}
test-repair-heading = أصغر التغييرات التي يمكن للجميع بعدها أن يقبلوها
test-repair-impossible = لا توجد أصلاً حزمة لا تمس أي خط أحمر وتترك لكل طرف ما لديه بلا اتفاق على الأقل.
test-help-heading = أصغر التغييرات التي تنفع أحداً ولا تضر أحداً
test-help-impossible = لا تغيير ينفع أحداً ولا يضر أحداً دون أن يمس خطاً أحمر آخر.
test-smallest = { $n ->
    [zero] لا يلزم تغيير شيء منها: يمكن تسوية المسائل المفتوحة على هذا النحو.
    [one] يلزم تغيير مسألة واحدة.
    [two] يلزم تغيير مسألتين.
    [few] يلزم تغيير { $n } مسائل.
    [many] يلزم تغيير { $n } مسألة.
   *[other] يلزم تغيير { $n } مسألة.
}
test-cut = أُوقف البحث: قد تكون هناك تغييرات أخرى بالصغر نفسه أو أصغر.
test-unknown = لا يُعرف إن كانت هناك حزمة يمكن أن يقبلها الجميع: عدد الحزم الكفؤة أكبر من اللازم.
test-completions = عدد طرق إكمالها { $n }؛ ومنها من الحزم الكفؤة { $efficient }.
test-can-be-completed = هناك طريقة لإكمالها لا تمس أي خط أحمر وتترك لكل طرف ما لديه بلا اتفاق على الأقل.
test-cannot-be-completed = ليست هناك طريقة لإكمالها لا تمس أي خط أحمر وتترك لكل طرف ما لديه بلا اتفاق على الأقل.
test-distances = ما يزيد لدى كل طرف أو ينقص عند ما يختاره كل حل
test-best-completion = إذا سُوّيت المسائل المفتوحة بحل ناش
fix-heading = إذا اتُّفق على هذا الآن
fix-infeasible = لا تبقى عندئذ حزمة تستوفي جميع القواعد.
fix-takes-away = يُذهب بالمقايضة التي يحتاج إليها الباقي: لا تبقى حزمة لا تمس أي خط أحمر وتترك لكل طرف ما لديه بلا اتفاق على الأقل. وكانت هناك حزمة كهذه من قبل.
fix-leaves = تبقى حزمة لا تمس أي خط أحمر وتترك لكل طرف ما لديه بلا اتفاق على الأقل.
fix-none-before = لم تكن هناك من قبل حزمة يمكن أن يقبلها الجميع، ولا توجد بعد ذلك.
fix-remain = يبقى { $n } من الحزم الكفؤة البالغ عددها { $all }.
fix-best = { $party } { $best } ({ $loss })
fix-best-now = أقصى ما يمكن لكل طرف نيله عندئذ في حزمة يمكن أن يقبلها الجميع: { $list }.
fix-stay = لا يتغيّر شيء بحسب: { $solutions }.
fix-moves = الحلول التي تتحرك، مع ما يناله كل طرف عندئذ
fix-as-good-head = هل تبقى حزمة بالجودة نفسها للجميع؟
fix-yes = نعم
fix-no = لا
fix-zone-head = يمكن أن يقبل الجميع الباقي
fix-most = الحد الأقصى لـ { $party }
fix-remain-head = الحزم الكفؤة الباقية
fix-alternatives = كل خيار من خيارات { $issue }، بدءاً بأقلها كلفة

## Trades

percent = { $n }%
trades-heading = المقايضات: من يمكنه أن يعطي ماذا ولمن
trades-no-package = لا حزمة تستوفي جميع القواعد، فلا شيء تنطلق منه المقايضة.
trades-from = تنطلق المقايضات من الحزمة المعطاة، وقيمتها { $worth }؛ وتفصيلها مسألةً مسألةً في الجدول أدناه.
trades-from-part = تنطلق المقايضات مما أُعطي، ومن الحل الوسط في كل مسألة تُركت مفتوحة، والقيمة { $worth }؛ والتفصيل مسألةً مسألةً في الجدول أدناه.
trades-from-compromise = تنطلق المقايضات من الحل الوسط في كل مسألة على حدة، وقيمته { $worth }؛ والتفصيل مسألةً مسألةً في الجدول أدناه.
trades-compromise-means = الحل الوسط هو الخيار الذي يبلغ عنده رضا أقل الأطراف رضاً أقصاه.
trades-from-breaks-rules = تخالف هذه الحزمة قاعدة تربط بين مسائل؛ وعلى المقايضة أن تصلح ذلك.
trades-found = { $n ->
    [zero] لا مقايضة بين مسألتين أو ثلاث تنفع أحداً دون أن تضر أحداً
    [one] مقايضة واحدة تنفع أحداً ولا تضر أحداً
    [two] مقايضتان تنفعان أحداً ولا تضران أحداً
    [few] { $n } مقايضات تنفع أحداً ولا تضر أحداً
    [many] { $n } مقايضة تنفع أحداً ولا تضر أحداً
   *[other] { $n } مقايضة تنفع أحداً ولا تضر أحداً
}
trades-means = تغيّر المقايضة مسألتين أو ثلاثاً معاً. وتأتي أولاً المقايضات التي يكسب منها كل طرف معني. وبين قوسين: قيمة كل تغيير وحده.
trades-worth = القيمة مجتمعةً { $worth }
trades-gives = { $n ->
    [zero] تنازل من { $givers } بشأن { $issue }: { $from } ← { $to } ({ $worth })
    [one] تنازل من { $givers } بشأن { $issue }: { $from } ← { $to } ({ $worth })
    [two] تنازل من { $givers } بشأن { $issue }: { $from } ← { $to } ({ $worth })
    [few] تنازل من { $givers } بشأن { $issue }: { $from } ← { $to } ({ $worth })
    [many] تنازل من { $givers } بشأن { $issue }: { $from } ← { $to } ({ $worth })
   *[other] تنازل من { $givers } بشأن { $issue }: { $from } ← { $to } ({ $worth })
}
trades-moves = { $issue }: { $from } ← { $to } ({ $worth })
trades-step = { $issue }: { $from } ← { $to }
trades-cut = هناك المزيد: أُوقف البحث قبل النظر فيها جميعاً.
trades-shared = دون مقابل: مسألة واحدة وحدها تنفع أحداً ولا تضر أحداً
trades-issues = قيمة كل مسألة
trades-issues-means = القيمة: أفضل خيارات المسألة مطروحاً منه أسوؤها. والتنازع: 0% حيث يكون خيار واحد هو الأفضل للجميع؛ و100% حيث لا يعطي أي خيار الأطراف مجتمعةً أكثر مما يمكن لطرف واحد نيله.
trades-issues-table = من أين تنطلق المقايضات، وقيمة كل مسألة لدى كل طرف، ومدى التنازع عليها
trades-start = المنطلق
trades-contested = التنازع
trades-pairs = { $n ->
    [zero] لا مسألتين يعطي ربطهما كل طرف أكثر مما يعطيه حل وسط في كل منهما على حدة
    [one] زوج واحد من المسائل يعطي كل طرف أكثر مما يعطيه حل وسط في كل منهما على حدة
    [two] زوجان من المسائل يعطيان كل طرف أكثر مما يعطيه حل وسط في كل مسألة على حدة
    [few] { $n } أزواج من المسائل تعطي كل طرف أكثر مما يعطيه حل وسط في كل مسألة على حدة
    [many] { $n } زوجاً من المسائل تعطي كل طرف أكثر مما يعطيه حل وسط في كل مسألة على حدة
   *[other] { $n } زوج من المسائل تعطي كل طرف أكثر مما يعطيه حل وسط في كل مسألة على حدة
}
trades-pairs-best = { $n ->
    [zero] لا أزواج
    [one] الزوج وما يكسبه كل طرف، بصرف النظر عن الروابط والخطوط الحمراء
    [two] أفضل زوجين وما يكسبه كل طرف، بصرف النظر عن الروابط والخطوط الحمراء
    [few] أفضل { $n } أزواج وما يكسبه كل طرف، بصرف النظر عن الروابط والخطوط الحمراء
    [many] أفضل { $n } زوجاً وما يكسبه كل طرف، بصرف النظر عن الروابط والخطوط الحمراء
   *[other] أفضل { $n } زوج وما يكسبه كل طرف، بصرف النظر عن الروابط والخطوط الحمراء
}
trades-pair = المسألتان
trades-pair-how = الكيفية

## Sensitivity

sensitivity-heading = أي وزن يغيّر الاختيار
sensitivity-chosen = يختار حل { $solution } الحزمة الكفؤة { $means }، وقيمتها { $worth }.
sensitivity-no-package = يختار حل { $solution } الحزمة الكفؤة { $means }. ولا توجد حزمة كهذه.
sensitivity-none = لا وزن وحده يغيّر هذا الاختيار.
sensitivity-nearest-less = أقرب تغيير: لو كان وزن “{ $issue }” لدى { $party } أقل بمقدار { $share }، لتغيّر الاختيار إلى { $then }.
sensitivity-nearest-more = أقرب تغيير: لو كان وزن “{ $issue }” لدى { $party } أكبر بمقدار { $share }، لتغيّر الاختيار إلى { $then }.
sensitivity-on-edge = تُختار حزمة أخرى بمجرد أن يختلف وزن “{ $issue }” لدى { $party }: { $then }.
sensitivity-flips = { $flip ->
    [zero] لا وزن من الأوزان، وعددها { $all }، يغيّر الاختيار إذا تغيّر وحده
    [one] وزن واحد من الأوزان، وعددها { $all }، يغيّر الاختيار إذا بقيت الأوزان الأخرى على حالها
    [two] وزنان من الأوزان، وعددها { $all }، يغيّر كل منهما الاختيار وحده؛ وأقربها، وعددها { $n }
    [few] { $flip } أوزان، من أصل { $all }، يغيّر كل منها الاختيار وحده؛ وأقربها، وعددها { $n }
    [many] { $flip } وزناً، من أصل { $all }، يغيّر كل منها الاختيار وحده؛ وأقربها، وعددها { $n }
   *[other] { $flip } وزن، من أصل { $all }، يغيّر كل منها الاختيار وحده؛ وأقربها، وعددها { $n }
}
sensitivity-table = كل وزن، والمدى الذي يبقى فيه الاختيار إذا لم يتغيّر وزن غيره، وأقرب تغيير
sensitivity-number = { $n }
sensitivity-weight = الوزن
sensitivity-of = { $party }: { $issue }
sensitivity-now = الآن
sensitivity-kept = يبقى الاختيار
sensitivity-distance = يتغيّر عند
sensitivity-then = إلى
sensitivity-between = من { $from } إلى { $to }
sensitivity-from = من { $from }
sensitivity-up-to = حتى { $to }
sensitivity-less = أقل بمقدار { $share }
sensitivity-more = أكثر بمقدار { $share }
sensitivity-any-less = أي نقصان
sensitivity-any-more = أي زيادة
sensitivity-nothing = لا حزمة: لن يكسب أحد الأطراف شيئاً
sensitivity-others = ما يتغيّر إليه الاختيار
sensitivity-now-chosen = المختار الآن
sensitivity-probed = وُجد ذلك بتجربة أوزان أبعد فأبعد، نزولاً إلى 0 وصعوداً إلى أربعة أضعاف: وقد يكون فات تغيير أقرب ينقلب ثانيةً.

## Measures

measures-count = من جميع الحزم، وعددها { $all }، تعطي { $n } كل طرف ما لديه بلا اتفاق على الأقل.
measures-count-about = من جميع الحزم، وعددها { $all }، تعطي نحو { $n } كل طرف ما لديه بلا اتفاق على الأقل: لا أقل من { $least } ولا أكثر من { $most }.
measures-acceptable = بعضها لا يمس أي خط أحمر.
measures-none-acceptable = كل منها تمس خطاً أحمر.
measures-acceptable-unknown = لا يُعرف إن كان بعضها لا يمس أي خط أحمر.
measures-concession = أياً كان ما يُتفق عليه، ينزل أحد الأطراف { $share } على الأقل من المسافة بين أفضل حزمة له وأسوئها.
measures-no-concession = حزمة واحدة هي الأفضل لكل طرف.
measures-unknown = تعذّر قياس المتسع المتاح ضمن الحدود المقررة.
readable-heading = { $n } من الحزم تنوب عن جميع الحزم الكفؤة البالغ عددها { $all }
readable-means = الأولى بجميع بنودها، ثم ما يتغيّر من حزمة إلى التي تليها، وقيمة ذلك.
readable-package = { $n ->
    [zero] { $package }: { $worth }
    [one] { $package }: { $worth }، وحزمة أخرى قريبة منها
    [two] { $package }: { $worth }، وحزمتان أخريان قريبتان منها
    [few] { $package }: { $worth }، و{ $n } حزم أخرى قريبة منها
    [many] { $package }: { $worth }، و{ $n } حزمة أخرى قريبة منها
   *[other] { $package }: { $worth }، و{ $n } حزمة أخرى قريبة منها
}

## Robust

robust-heading = ما يصح حيث لا تُعرف الأرقام إلا جزئياً
robust-about = سُحب { $worlds } من العوالم الممكنة (البذرة { $seed }). وفي كل منها يأخذ كل رقم غير معروف بدقة قيمةً تتفق مع ما قيل، ويعاد إيجاد جميع الحزم الكفؤة. والنسب من هذه العوالم؛ وبين قوسين الحدّان اللذان تقع بينهما النسبة الحقيقية، بدرجة ثقة 95 %.
robust-nothing-vague = كل وزن وكل قيمة رقم واحد: هناك عالم واحد، ولا شيء يُسحب.
robust-try-assumed = لكن بعض الأرقام مفترَض فقط: من شأن {"\u2066"}--assumed-spread 20{"\u2069"} أن يختبر ما يصح إذا كانت بعيدة عن الصواب بما يصل إلى 20 %.
robust-assumed-zero = لا يوسّع المطلوبُ الأرقامَ المفترَضة.
robust-none-assumed = لم توسم أرقام أحد بأنها مفترَضة، فلا يغيّر {"\u2066"}--assumed-spread{"\u2069"} شيئاً.
robust-vague = ما ليس معروفاً بدقة
robust-head-party = الطرف
robust-head-vague = غير معروف بدقة
robust-head-basis = الأساس
robust-head-method = كيفية السحب
robust-exact = لا شيء
robust-open-weights = { $n ->
    [zero] لا أوزان
    [one] وزن واحد
    [two] وزنان
    [few] { $n } أوزان
    [many] { $n } وزناً
   *[other] { $n } وزن
}
robust-open-values = { $n ->
    [zero] لا قيم
    [one] قيمة واحدة
    [two] قيمتان
    [few] { $n } قيم
    [many] { $n } قيمة
   *[other] { $n } قيمة
}
robust-open-orders = { $n ->
    [zero] لا مسائل مرتبة الخيارات
    [one] خيارات مسألة واحدة مرتبة
    [two] خيارات مسألتين مرتبة
    [few] خيارات { $n } مسائل مرتبة
    [many] خيارات { $n } مسألة مرتبة
   *[other] خيارات { $n } مسألة مرتبة
}
robust-open-more-important = { $n ->
    [zero] لا مسألة قيل إنها أهم من غيرها
    [one] مسألة واحدة قيل إنها أهم من أخرى
    [two] زوجان من المسائل أحد طرفي كل منهما أهم
    [few] { $n } أزواج من المسائل أحد طرفي كل منها أهم
    [many] { $n } زوجاً من المسائل أحد طرفي كل منها أهم
   *[other] { $n } زوج من المسائل أحد طرفي كل منها أهم
}
robust-open-comparisons = { $n ->
    [zero] لا مقارنات بين الحزم
    [one] مقارنة واحدة بين الحزم
    [two] مقارنتان بين الحزم
    [few] { $n } مقارنات بين الحزم
    [many] { $n } مقارنة بين الحزم
   *[other] { $n } مقارنة بين الحزم
}
robust-open-assumed = أرقام دقيقة مفترَضة: قد تحيد بما يصل إلى { $n } % زيادةً أو نقصاناً
robust-drawn = عشوائياً
robust-rejection = عشوائياً، ويؤخذ منها ما يتفق مع كل ما قيل: { $share } %
robust-walk = بمسار عشوائي من { $n } خطوة بين الأرقام التي تتفق مع كل ما قيل
robust-agreement = في { $share } من العوالم تعطي حزمة ما كل طرف ما لديه بلا اتفاق على الأقل.
robust-without-is-least = الطرف الذي لا يُعرف ما لديه بلا اتفاق يُفترض أن لديه أقل ما تعطيه إياه أي حزمة، في كل عالم على حدة.
robust-few = { $n ->
    [zero] لا حزمة هي نتيجة ناش ({ $share } % من العوالم).
    [one] حزمة واحدة هي نتيجة ناش في { $share } % من العوالم.
    [two] حزمتان تتقاسمان { $share } % من العوالم بوصفهما نتيجة ناش.
    [few] { $n } حزم تتقاسم { $share } % من العوالم بوصفها نتيجة ناش.
    [many] { $n } حزمة تتقاسم { $share } % من العوالم بوصفها نتيجة ناش.
   *[other] { $n } حزمة تتقاسم { $share } % من العوالم بوصفها نتيجة ناش.
}
robust-entropy = فعدم اليقين في نتيجة ناش كعدم اليقين في الاختيار بين حزم متساوية الاحتمال عددها { $n } ({ $bits } بت).
robust-packages = { $n ->
    [zero] لا حزمة كفؤة في أي عالم (من أصل { $all })
    [one] الحزمة الوحيدة الكفؤة في أي عالم (من أصل { $all })
    [two] الحزمتان اللتان تكونان نتيجة ناش أكثر من غيرهما، من بين { $all } كفؤة في عالم ما
    [few] الحزم التي تكون نتيجة ناش أكثر من غيرها، وعددها { $n }، من بين { $all } كفؤة في عالم ما
    [many] الحزم التي تكون نتيجة ناش أكثر من غيرها، وعددها { $n }، من بين { $all } كفؤة في عالم ما
   *[other] الحزم التي تكون نتيجة ناش أكثر من غيرها، وعددها { $n }، من بين { $all } كفؤة في عالم ما
}
robust-efficient = كفؤة
robust-acceptable = لا أحد دون ما لديه بلا اتفاق
robust-both = الأمران معاً
robust-nash = نتيجة ناش
robust-whatever = أياً كانت الأرقام
robust-share = { $share } % ({ $low }–{ $high })
robust-in-all = كفؤة في جميع الحالات
robust-in-some = كفؤة في بعض الحالات
robust-in-none = ليست كفؤة في أي حالة
robust-not-in-all = ليس في جميع الحالات
robust-in-some-at-least = في بعض الحالات، وربما في جميعها
robust-open = لم يُحسم
robust-decided = العمود الأخير محسوم بدقة لا بالسحب، على جميع الأرقام التي تتفق مع ما قيل، وحدودها داخلة فيها.
robust-capped = ما يصح أياً كانت الأرقام لا يُحسم حيث يكون للمنفعة سقف.
robust-undecided = تعذّر حسم ما يصح أياً كانت الأرقام ضمن الحدود المقررة.
robust-contents = ما تتضمنه
ask-heading = ما ينبغي السؤال عنه بعد ذلك
ask-about = { $n ->
    [zero] لم يُوزن أي سؤال.
    [one] وُزن سؤال واحد.
    [two] من بين سؤالين، يأتي أولاً ما تضيّق إجابته نتيجة ناش أكثر.
    [few] من بين { $n } أسئلة، يأتي أولاً ما تضيّق إجابته نتيجة ناش أكثر.
    [many] من بين { $n } سؤالاً، يأتي أولاً ما تضيّق إجابته نتيجة ناش أكثر.
   *[other] من بين { $n } سؤال، يأتي أولاً ما تضيّق إجابته نتيجة ناش أكثر.
} وعدم اليقين فيها الآن { $bits } بت؛ والبت الواحد يعادل الاختيار بين أمرين متساويين.
ask-settled = لا شيء: نتيجة ناش واحدة في كل عالم سُحب.
ask-useless = لا إجابة واحدة تضيّق نتيجة ناش بأكثر من المصادفة.
ask-weight = اسألوا { $party }: ما مدى أهمية { $issue }؟
ask-value = اسألوا { $party }: كم تساوي “{ $option }” بشأن { $issue }؟
ask-importance = اسألوا { $party }: هل { $this } أهم من { $that }؟
ask-packages = اسألوا { $party }: أيهما أفضل لديه إذا تساوى كل ما عداهما: “{ $this }” أم “{ $that }”؟
ask-worth = يضيّقها بمقدار { $gain } (±{ $error }) من { $of } بت؛ والإجابات المنظور فيها: { $answers }
ask-answer = { $answer } ({ $share } %)
ask-or-more = { $n } أو أكثر
ask-yes = نعم
ask-no = لا
ask-first = الأول
ask-alike = هما سواء
ask-second = الثاني

## Reveals

reveals-heading = ما يكشفه الإفصاح
reveals-nash = إذا عُرضت على طرف الحزمة التي يختارها حل ناش، فكم يقلّ عدم يقينه بشأن أوزان الآخرين؟ تقدير على { $worlds } من العوالم الممكنة، في نظر كل طرف.
reveals-terms = إذا عُرض “{ $terms }” على طرف يعدّه جزءاً من حزمة كفؤة، فكم يقلّ عدم يقينه بشأن أوزان الآخرين؟ تقدير على { $worlds } من العوالم الممكنة، في نظر كل طرف.
reveals-table = عدم يقين الطرف بشأن أوزان غيره: الانحراف المعياري للوزن كنسبة مئوية من جميع الأوزان، متوسطاً على المسائل
reveals-observer = من يراه
reveals-subject = أوزان من
reveals-before = قبل
reveals-after = بعد
reveals-fall = يقلّ بمقدار
reveals-by = { $fall } % (±{ $error })
reveals-misfit = لا تكاد تكون كفؤة في أي عالم يتصوره ذلك الطرف: وسيستغرب
reveals-not-weighted = ليست مجموع قيم موزونة
reveals-undecided = أكثر من أن يُقدَّر
reveals-definition = يُفترض مراقب قوي: يعرف أفضلياته، وقيمة كل خيار لدى الآخر في كل مسألة، وهذا البرنامج؛ ولا يعرف من الأوزان شيئاً من قبل. ولا يُجمع ما تكشفه عدة إفصاحات معاً. والرمز ± خطأ معياري واحد.

## Elicitation

elicit-swing = أوزان من التأرجحات
elicit-best-worst = أوزان من الأهم والأقل أهمية
elicit-pairwise = أوزان من المقارنات الثنائية
elicit-badge = إجابات
elicit-foot = ديتانت { $version } · يبيّن ما يترتب على الإجابات؛ ولا يحكم بما هو عادل
elicit-table = الأوزان، ومجموعها 100
elicit-issue = المسألة
elicit-weight = الوزن
elicit-eigenvector = بالمتجه الذاتي
elicit-consistency = هل تتسق الإجابات؟
elicit-most = أشد هذه الإجابات تناقضاً:
elicit-paste = لملف العملية
elicit-scale = تقترن هذه الأوزان بقيم من 0 لأسوأ خيارات المسألة إلى 1 لأفضلها.
elicit-swing-unchecked = إجابة واحدة عن كل مسألة: لا شيء فيها يمكن التحقق منه. اسألوا عن الترتيب أولاً وأدخلوه بـ {"\u2066"}--ranking{"\u2069"}.
elicit-swing-agrees = نعم: تتبع النقاط الترتيب الذي أُعطي أولاً.
elicit-swing-reversed = لا: لا تتبع النقاط الترتيب الذي أُعطي أولاً.
elicit-reversal = رُتِّبت { $higher } فوق { $lower } ونقاطها أقل.
elicit-agree-exactly = نعم، تماماً.
elicit-consistent = بقدر كافٍ: نسبة الاتساق { $ratio }، ويُعدّ ما لا يتجاوز 0.1 متسقاً بقدر كافٍ.
elicit-inconsistent = ليس بقدر كافٍ: نسبة الاتساق { $ratio }، أي فوق 0.1. اسألوا ثانيةً عن أشدها تناقضاً.
elicit-best-worst-apart = تزن { $best } ما تزنه { $issue } مضروباً في { $over }، وتزن هذه ما تزنه { $worst } مضروباً في { $under }: أي مضروباً في { $product } معاً. لكن قيل إن { $best } تزن ما تزنه { $worst } مضروباً في { $direct }.
elicit-nothing-to-check = مقارنة واحدة: لا شيء فيها يمكن التحقق منه.
elicit-pairs-missing = لم تُقارن جميع الأزواج، ولا إجابة تتحقق من أخرى.
elicit-pairs-no-ratio = لم تُقارن جميع الأزواج، أو المسائل أكثر من اللازم، فلا توجد نسبة اتساق.
elicit-triple = مقارنة { $a } بـ { $b }، و{ $b } بـ { $c }، تجعل وزن { $a } وزن { $c } مضروباً في { $through }؛ وكانت الإجابة { $direct }.

## Lotteries, division, rankings

deals-weights = (الأوزان: { $list })
lottery-heading = إذا أمكن المزج بين الحزم بالقرعة
lottery-about = يمكن عندئذ لكل حل أن يختار قرعة بين بضع حزم. والأرقام ما يناله الطرف في المتوسط؛ وبين قوسين مقدار اختلافه عن الحزمة الواحدة التي يختارها الحل.
lottery-of-known = لا يُعرف إلا بعض الحزم الكفؤة؛ وهذه هي التي يُمزج بينها.
lottery-choices = ما يختاره كل حل بالقرعة
lottery-by-lot = القرعة
lottery-share = { $package } { $percent }%
lottery-packages = الحزم الداخلة في هذه القرعات
lottery-proof = الأرقام مقربة إلى ستة أرقام معنوية. وثبت أنه لا اختيار آخر أفضل بأكثر من { $gap }% من مدى أي طرف.
shares-heading = إذا أمكنت تسوية المسائل القابلة للقسمة بالحصص
shares-about = في هذه المسائل يجوز أن يكون لكل خيار حصة، قيمتها تلك الحصة من قيمة الخيار: { $issues }.
shares-linked = بعض المسائل قابل للقسمة. ولا يمكن هنا بيان قيمة حصصها: فالروابط أو السقوف أو القواعد (والخطوط الحمراء المستبعدة قواعد أيضاً) تربط بين المسائل.
shares-choices = ما يختاره كل حل بالحصص
shares-by-shares = القسمة
shares-share = { $percent }% { $option }
shares-divisions = هذه القسمات
division-heading = القسمة بطريقة الرابح المعدَّل
division-equal = في النهاية لكل جانب { $points } من نقاطه المائة.
division-unequal = في النهاية لـ { $first } { $points } من نقاطه المائة، ولـ { $second } { $points-second }: لا حصة من أي مسألة تجعلهما متساويين.
division-first = أولاً، تذهب كل مسألة إلى الجانب الذي يضع عليها نقاطاً أكثر:
division-wins = { $party }: { $issues } – { $points } نقطة
division-transfers = ثم، لكي يتساويا:
division-hands = يسلّم { $from } { $share } من { $issue } إلى { $to }
division-hands-whole = يسلّم { $from } { $issue } إلى { $to }
division-no-transfer = لا يلزم تسليم شيء بعد ذلك.
division-agreed = لا تُقسم، لأن كليهما يريد الأمر نفسه أو لا يبالي أي منهما: { $terms }
division-items = المسائل، مع نقاط كل جانب
division-points-of = نقاط { $party }
division-in-the-end = في النهاية
division-whole = { $party }: { $option }
division-part = { $party } { $share }: { $option }
division-source = نقاط الجانب في مسألة هي ما يفصل بين أفضل خيار له وأفضل خيار للجانب الآخر، من أصل 100 لجميع المسائل. ونيل المسألة يعني نيل أفضل خيار له فيها. وطريقة الرابح المعدَّل كفؤة، ومتساوية النقاط، ولا تترك أحداً يحسد أحداً (برامز وتايلور، القسمة العادلة، 1996، الفصل 4).
ranking-heading = من الترتيب وحده
ranking-about = رتّب كل طرف الحزم وعددها { $n }. ولا تسأل هذه القواعد إلا عن ذلك الترتيب، لا عن مقدار تفضيل حزمة على أخرى.
ranking-central = اكتفى أحد الأطراف بترتيب الخيارات أو المسائل. وتُرتَّب الحزم بحسب القراءة الوسطى لما قاله.
ranking-too-many = عدد الحزم يتجاوز { $most }: أكثر من أن تُرتَّب واحدةً واحدة.
ranking-rules = ما تختاره كل قاعدة، وموضعه في قائمة كل طرف
ranking-packages = هذه الحزم
ranking-rule = القاعدة
ranking-place = الموضع لدى { $party }
ranking-definition = هي الحزمة
ranking-unanimity = التراجع، الجميع
ranking-unanimity-means = التي تَرِد أولاً في قوائم الجميع، إذ ينزلون في قوائمهم معاً
ranking-majority = التراجع، { $quota } من { $all }
ranking-majority-means = التي تَرِد أولاً في هذا العدد من القوائم، إذ ينزلون في قوائمهم معاً
ranking-least-rank-sum = أدنى مجموع للمواضع
ranking-least-rank-sum-means = التي يبلغ مجموع مواضعها أدناه
ranking-rational-compromise = الحل الوسط الرشيد
ranking-rational-compromise-means = التي تَرِد أولاً في قوائم الجميع، من بين الحزم التي لا يفضّل عليها أحد عدم الاتفاق
ranking-issues = مسألةً مسألةً، حيث رتّب كل طرف جميع الخيارات

## The audit

audit-title = المراجعة: { $process }
audit-events = من كان على هذا المقعد
audit-events-rule = هذا ما جرى على مقعدكم. ولا يراه إلا من يجلس عليه.
audit-events-none = لم يدخل أحد بعد.
audit-events-caption = { $n ->
    [zero] لا أحداث
    [one] الحدث الأحدث
    [two] الحدثان الأحدثان
    [few] أحدث { $n } أحداث
    [many] أحدث { $n } حدثاً
   *[other] أحدث { $n } حدث
}
audit-when = الوقت
audit-what = ما جرى
audit-who = من
audit-keeper = أمين السجل
audit-heads = إلى أين بلغت كل غرفة
audit-heads-rule = احفظوا رأساً على الورق: من كان لديه استطاع لاحقاً أن يتحقق من أن ما سُجِّل حتى ذلك الوقت لم يُكتب من جديد ({"\u2066detente verify --head\u2069"}).
audit-heads-caption = رأس كل غرفة تقرؤونها
audit-head = الرأس (عدد الأسطر:الجذر)
audit-newest = أحدث الأسطر في { $room }
audit-event-link-made = إنشاء رابط
audit-event-link-revoked = سحب رابط
audit-event-session-opened = دخول
audit-event-language-chosen = اختيار لغة أخرى
audit-event-session-locked = قفل
audit-event-session-unlocked = فتح القفل
audit-event-pin-failed = رقم سري خاطئ
audit-event-session-ended = مغادرة
audit-event-session-revoked = إنهاء الدخول من جانب أمين السجل
audit-event-token-made = إنشاء رمز لبرنامج
audit-event-token-revoked = سحب رمز
audit-event-exported = استخراج
audit-event-released = إفصاح

## Actors

actors-title = الأطراف الفاعلة: { $process }
actors-none = لم يُسجَّل أي طرف.
section-graph = من يقف أين، ومن يتحدث مع من
section-contact-matrix = الاتصالات والضغوط، طرفاً طرفاً
section-parties = الأطراف، وأشخاصها، ومن بيده الموافقة، في { $date }
actors-graph = يقف الجانبان على الطرفين، وتحتهما أجزاؤهما وحلفاؤهما؛ ويقف سائر الأطراف بينهما. ولا يُرسم من الجلسات إلا ما حضره أحد الجانبين. والرقم بجانب الخط عدد المرات.
actors-too-many = عدد الأطراف { $n }. ولا يمكن قراءة رسم لأكثر من { $most }؛ وفي المصفوفة والقائمة أدناه جميعها.
actors-tie-title = { $from } – { $to }: { $what }
actors-times = { $what } × { $n }
actors-no-contact = لم تُسجَّل أي جلسة أو اتصال بين الأطراف.
actors-matrix-caption = من بادر (الصفوف) إلى من (الأعمدة): الجلسات المشتركة، والاتصالات خارجها.
actors-from = من
actors-to = إلى
actors-contact = الاتصال
actors-last = الأحدث: { $date }
actors-role = الدور
actors-part-of = جزء من
actors-parts = الأجزاء
actors-allies = يقف إلى جانب
actors-people = الأشخاص، بحسب المرتبة
actors-without-party = أشخاص لا يمثلون أي طرف
actors-nobody-named = لم يُسمَّ أحد
actors-standing = وفد دائم
actors-delegation-rank = المرتبة: { $rank }
tie-part-of = جزء من
tie-allied = يقف إلى جانب
tie-session = جلسة
tie-meeting = لقاء
tie-call = مكالمة
tie-alignment = تنسيق مواقف
tie-offer = عرض
tie-support = دعم
tie-pressure = ضغط
tie-threat = تهديد
tie-part-of-means = جزء من طرف آخر
tie-allied-means = وقوف إلى جانب طرف
tie-session-means = الجلوس معاً في جلسة، أو استضافتها
tie-meeting-means = لقاء
tie-call-means = مكالمة أو مراسلة
tie-alignment-means = إعداد خط مشترك
tie-offer-means = عرض مساعدة أو مكان أو لقاء
tie-support-means = تقديم دعم
tie-pressure-means = حثّ أو ضغط
tie-threat-means = تهديد
voice-heading = من بيده الموافقة
voice-no-delegation = لم يُسجَّل أي وفد بعد.
voice-table-session = على الطاولة: { $who } – { $session }
voice-table-standing = الوفد الدائم: { $who }
voice-highest = أعلى منصب مسجَّل: { $who }
voice-above = فوق من على الطاولة: { $who }
voice-at-the-table-highest = لم يُسجَّل أحد في منصب أعلى.
voice-mandate = الولاية: “{ $mandate }”
voice-no-mandate = لم تُسجَّل أي ولاية.
actor-none = لا طرف ولا شخص بهذا المعرّف في هذا العرض.
actor-entry = القيد
actor-acts-for = يمثل
actor-delegations = الوفود
actor-offices = المناصب عبر الزمن، الأحدث أولاً
actor-person = الشخص
actor-office = المنصب
actor-rank = المرتبة
actor-since = منذ
actor-until = حتى
actor-positions = الموقف الآن
actor-deals = المقترحات والردود
actor-agreements = الاتفاقات وما هو مستحق
actor-statements = ما قيل
actor-contacts = الاتصالات
actor-sessions = الجلسات
actor-incidents = الحوادث المسندة إليه
actor-preferences = قيمة النتائج لديه
actor-nothing = لم يُسجَّل شيء غير ذلك.

## The timeline in lanes

section-lanes = ما حدث ومتى حدث
section-list = كل ذلك في قائمة
timeline-drawn = { $when }. كل علامة تقود إلى قيدها؛ وما تقارب جداً يُبيَّن عدده.
timeline-now = الحالة في
timeline-twin = الشيء نفسه في جداول
timeline-summary = ما في كل مسار
timeline-lane = المسار
timeline-count = العدد
timeline-planned = المقرر
timeline-first = الأول
timeline-last = الأخير
timeline-owed = مستحق على { $who }: { $what }
timeline-many = { $lane }: { $n }، { $when }
timeline-earlier = { $lane }: { $n } قبل { $date }
timeline-planned-mark = مقرر: { $what }
timeline-planned-list = (مقرر)
timeline-none-chosen = لم يُسجَّل شيء من هذا النوع في هذه المدة.
timeline-key-gone = القيد الذي كان على هذه القائمة أن تتابع منه لم يعد في هذا العرض، فتبدأ بالأحدث.
timeline-newest = البدء بالأحدث
timeline-older = { $n ->
    [zero] لا شيء أقدم أو بلا تاريخ
    [one] واحد آخر، أقدم أو بلا تاريخ
    [two] اثنان آخران، أقدم أو بلا تاريخ
    [few] { $n } أخرى، أقدم أو بلا تاريخ
    [many] { $n } آخر، أقدم أو بلا تاريخ
   *[other] { $n } آخر، أقدم أو بلا تاريخ
}
lane-direct = جلسات مباشرة
lane-proximity = جلسات تقارب
lane-shuttle = جولات مكوكية
lane-preparatory = جلسات تحضيرية
lane-contacts = اتصالات
lane-proposals = مقترحات وردود
lane-agreements = اتفاقات ومواعيد
lane-positions = مواقف تحركت
lane-statements = تصريحات
lane-incidents = حوادث
mark-session = جلسة
mark-contact = اتصال
mark-proposal = مقترح
mark-response = رد
mark-agreement = اتفاق
mark-deadline = موعد استحقاق
mark-position = تحرك موقف
mark-statement = تصريح
mark-incident = حادث
mark-vague = تاريخ تقريبي؛ مدبب حيث قد يمتد أبعد
mark-planned = في حلقة متقطعة: مقرر
mark-many = هذا العدد، متقارب؛ وفي إطار مدبب: قبل بداية الخط
frequency-day = الجلسات والاتصالات في اليوم
frequency-week = الجلسات والاتصالات في الأسبوع
frequency-month = الجلسات والاتصالات في الشهر
frequency-year = الجلسات والاتصالات في السنة
frequency-vague = { $n ->
    [zero] (لا شيء ذا تاريخ تقريبي.)
    [one] (واحد تاريخه تقريبي غير محسوب.)
    [two] (اثنان تاريخاهما تقريبيان غير محسوبين.)
    [few] ({ $n } تواريخها تقريبية غير محسوبة.)
    [many] ({ $n } تواريخها تقريبية غير محسوبة.)
   *[other] ({ $n } تواريخها تقريبية غير محسوبة.)
}
frequency-when = المدة
frequency-most = الأكثر: { $n }
frequency-bar = { $when }: { $sessions ->
    [zero] لا جلسات
    [one] جلسة واحدة
    [two] جلستان
    [few] { $sessions } جلسات
    [many] { $sessions } جلسة
   *[other] { $sessions } جلسة
}، { $contacts ->
    [zero] لا اتصالات
    [one] اتصال واحد
    [two] اتصالان
    [few] { $contacts } اتصالات
    [many] { $contacts } اتصالاً
   *[other] { $contacts } اتصال
}

## How words may be used

may-public = علني
may-joint = مشترك
may-team-only = للفريق فقط
may-substance = يجوز استعمال المضمون
may-quote = يجوز الاقتباس
may-attribute = يجوز الإسناد إلى القائل
may-ran-out = انتهى الإذن
may-nothing-said = لم يُذكر شرط
may-was = سابقاً: { $level }
may-in-part = جزئياً فقط: { $words }
may-given-by = بإذن من { $who }
may-given = أُذن به في { $date }
may-released = أُفصح عنه في { $into }، بإذن من { $who } في { $date }

## Lines of a meeting

line-when = الوقت
line-who = من
line-what = ما قيل
line-issues = بشأن
line-may = كيفية الاستعمال
line-released = أُفصح عنه
line-acts = أُفصح عنه، وما يمكن فعله

## Meetings

meetings-title = اللقاءات: { $process }
meetings-caption = اللقاءات، الأحدث أولاً.
meetings-outside = خارج اللقاءات
meetings-outside-caption = ما قيل خارج أي لقاء مسجَّل، الأحدث أولاً.
meeting-when = التاريخ
meeting-what = اللقاء
meeting-where = المكان
meeting-parties = الأطراف
meeting-lasted = المدة
meeting-rank = تكافؤ المراتب
meeting-lines = الأسطر
meeting-who = من حضر
meeting-mandate = الولاية: { $mandate }
meeting-reached = ما اتُّفق عليه فيه
meeting-ledger = سجل الإفصاح: ما قيل، وكيف يجوز استعماله
meeting-ledger-caption = كل سطر مع شرطه؛ الأقدم أولاً.
meeting-no-lines = لم يُدوَّن شيء مما قيل.
meeting-supposed = دُوِّن هنا على أنه مفترض فقط، ولذلك لا يرد في السجل أعلاه:
meeting-keep = الأسطر الموسومة “للفريق فقط”، أو التي انتهى الإذن بها، يجب ألا تخرج من غرفتها.

## The day sheet

today-title = اليوم: { $process }
today-open = المسائل التي لا تزال مفتوحة
today-open-of = { $n } من { $all }
today-incidents = الحوادث في الأيام السبعة الأخيرة
today-incidents-against = { $n } (في الأيام السبعة السابقة: { $before })
today-overdue = التزامات فات موعدها
today-meetings = لقاءات اليوم وما بعده
today-no-meetings = لا لقاء مقرراً.
today-with = مع { $parties }
today-deadlines = المواعيد
today-no-deadlines = لا شيء يستحق.
today-moved = ما تحرك منذ آخر اطلاع لكم ({ $since })
today-latest = آخر ما سُجِّل
today-nothing-moved = لم يُسجَّل شيء منذ ذلك الوقت.
today-recorded = سُجِّل في { $date }
deadline-commitment = { $who }: { $what } ({ $state })
deadline-ad-referendum = { $title }: لم تؤكده السلطات بعد
deadline-ad-referendum-since = { $title }: لم تؤكده السلطات منذ { $date }
deadline-permission = نهاية الإذن ({ $level }): { $words }
deadline-position = نهاية موقف: { $position }
deadline-ran-out = انتهى
deadline-waits = في الانتظار
deadline-today = اليوم
deadline-ahead = { $n ->
    [zero] اليوم
    [one] غداً
    [two] بعد يومين
    [few] بعد { $n } أيام
    [many] بعد { $n } يوماً
   *[other] بعد { $n } يوم
}
deadline-overdue = { $n ->
    [zero] الموعد اليوم
    [one] فات موعده منذ يوم
    [two] فات موعده منذ يومين
    [few] فات موعده منذ { $n } أيام
    [many] فات موعده منذ { $n } يوماً
   *[other] فات موعده منذ { $n } يوم
}

## Before a meeting

prepare-title = قبل لقاء { $party }
prepare-for = من أجل: { $meeting }
prepare-who = من هم
prepare-party = الطرف
prepare-part-of = جزء من
prepare-parts = أجزاؤه
prepare-allies = يقف إلى جانب
prepare-yes = من بيده الموافقة
prepare-yes-note = بحسب المنصب، الأعلى أولاً؛ وما يجوز للوفد أن يقرره هو ولايته.
prepare-stands = موقفهم
prepare-stands-caption = آخر ما قالوه في كل مسألة، وكيف تحرك.
prepare-holds = آخر ما قالوه
prepare-moved = كيف تحرك
prepare-red-lines = خطوطهم الحمراء
prepare-no-red-lines = لم يُسجَّل لهم أي خط أحمر.
prepare-questions = ما ينتظر رداً
prepare-no-questions = لا شيء ينتظر رداً.
prepare-they-wait = ينتظرون رداً على
prepare-they-owe-answer = لم يردوا على
prepare-debts = ما هو مستحق
prepare-no-debts = لا شيء مستحق عليهم ولا لهم.
prepare-they-owe = المستحق عليهم
prepare-owed-to-them = المستحق على غيرهم في اتفاقات معهم
prepare-must-not = ما يجب ألا يقال
prepare-must-not-none = لم يُسجَّل شيء يجب ألا يقال.
prepare-not-to-them = لهم: ما أسرّ به إلينا آخرون
prepare-not-to-others = لغيرهم: ما أسرّوا به إلينا
prepare-ask = اسألوا قبل استعماله: لم يُذكر شرط
prepare-ask-to-them = لهم: ما قاله لنا آخرون
prepare-ask-to-others = لغيرهم: ما قالوه لنا
prepare-may = ما يجوز استعماله مما قيل في السر
prepare-may-none = لا يجوز استعمال شيء مما قيل في السر.
prepare-attribute-theirs = مع غيرهم: ألفاظهم، مع ذكر قائلها
prepare-quote-theirs = مع غيرهم: ألفاظهم، دون ذكر قائلها
prepare-substance-theirs = مع غيرهم: مضمون ما قالوه، دون ألفاظه
prepare-attribute-others = معهم: ألفاظ غيرهم، مع ذكر قائلها
prepare-quote-others = معهم: ألفاظ غيرهم، دون ذكر قائلها
prepare-substance-others = معهم: مضمون ما قاله غيرهم، دون ألفاظه

## The history of a position

held-title = { $party } – { $issue }
held-party = الطرف
held-now = الموقف الآن
held-moved = التحرك
held-history = جميع المواقف، الأحدث أولاً
held-none = لم يتخذ هذا الطرف موقفاً من هذه المسألة.
held-stands = قائم
held-given-up = متخلى عنه
held-past = لم يعد قائماً
held-replaced = حل محله { $by }
held-said-by = القائل: { $who }
held-at = في { $session }
held-was = كما كُتب أولاً: { $was }
held-taken-back = المسحوب
held-taken-back-on = سُحب في { $date }

## Incidents, their map, and the weeks

coordinates = {"\u2066"}{ $lat }, { $lon }{"\u2069"} (بدقة { $km } كم)
show-at = الإحداثيات

incidents-title = الحوادث: { $process }
incidents-none = لم يُسجَّل أي حادث.
incidents-no-such = لا حادث هنا بالمعرّف { $id }.
section-incident-list = جميع الحوادث، الأحدث أولاً
incidents-after = { $n ->
    [zero] لا حوادث أحدث: إلى الأحدث
    [one] حادث أحدث ليس في هذا الجزء من القائمة: إلى الأحدث
    [two] حادثان أحدث ليسا في هذا الجزء من القائمة: إلى الأحدث
    [few] { $n } حوادث أحدث ليست في هذا الجزء من القائمة: إلى الأحدث
    [many] { $n } حادثاً أحدث ليست في هذا الجزء من القائمة: إلى الأحدث
   *[other] { $n } حادث أحدث ليست في هذا الجزء من القائمة: إلى الأحدث
}
incidents-before = { $n ->
    [zero] لا حوادث قبل { $id }
    [one] حادث واحد أقدم: ما قبل { $id }
    [two] حادثان أقدم: ما قبل { $id }
    [few] { $n } حوادث أقدم: ما قبل { $id }
    [many] { $n } حادثاً أقدم: ما قبل { $id }
   *[other] { $n } حادث أقدم: ما قبل { $id }
}

section-weeks = هذه الأسابيع الأربعة والأربعة التي قبلها
weeks-now = هذه الأسابيع الأربعة (من { $from } إلى { $to })
weeks-before = الأربعة التي قبلها (من { $from } إلى { $to })
weeks-perhaps = { $n ->
    [zero] ولا شيء غيرها
    [one] وربما واحد آخر، تاريخه غير معروف بدقة
    [two] وربما اثنان آخران، تاريخاهما غير معروفين بدقة
    [few] وربما { $n } أخرى، تواريخها غير معروفة بدقة
    [many] وربما { $n } آخر، تواريخها غير معروفة بدقة
   *[other] وربما { $n } آخر، تواريخها غير معروفة بدقة
}
weeks-gaps-label = غير مسجَّل
weeks-gaps = { $n ->
    [zero] سُجِّل شيء في كل من هذه الأسابيع، وعددها { $all }.
    [one] لم يُسجَّل شيء البتة في أسبوع من هذه الأسابيع، وعددها { $all }: ولا يعني ذلك أنه لم يحدث شيء.
    [two] لم يُسجَّل شيء البتة في أسبوعين من هذه الأسابيع، وعددها { $all }: ولا يعني ذلك أنه لم يحدث شيء.
    [few] لم يُسجَّل شيء البتة في { $n } من هذه الأسابيع، وعددها { $all }: ولا يعني ذلك أنه لم يحدث شيء.
    [many] لم يُسجَّل شيء البتة في { $n } من هذه الأسابيع، وعددها { $all }: ولا يعني ذلك أنه لم يحدث شيء.
   *[other] لم يُسجَّل شيء البتة في { $n } من هذه الأسابيع، وعددها { $all }: ولا يعني ذلك أنه لم يحدث شيء.
}
weeks-supposed-label = غير محسوب
weeks-supposed = { $n ->
    [zero] لا حوادث مفترضة
    [one] حادث واحد مفترَض فقط
    [two] حادثان مفترَضان فقط
    [few] { $n } حوادث مفترَضة فقط
    [many] { $n } حادثاً مفترَضاً فقط
   *[other] { $n } حادث مفترَض فقط
}
weeks-caption = الحوادث بحسب الأسبوع: سبعة أيام من اليوم المذكور، وينتهي الأسبوع الأخير في { $day }. ولا يُحسب في الأسبوع إلا ما حدث فيه يقيناً.
weeks-undated = تاريخ غير معروف
weeks-gap = لا تسجيل
weeks-gap-told = لم يُسجَّل شيء
weeks-table = الأسابيع في جدول
weeks-week = الأسبوع
weeks-count = الحوادث

section-map = أين
map-title = { $n ->
    [zero] لا حوادث على الخريطة
    [one] حادث واحد على الخريطة
    [two] حادثان على الخريطة
    [few] { $n } حوادث على الخريطة
    [many] { $n } حادثاً على الخريطة
   *[other] { $n } حادث على الخريطة
}
map-none = لا إحداثيات لأي حادث، فلا خريطة.
map-without = { $n ->
    [zero] كل الحوادث على الخريطة.
    [one] حادث واحد ليس على الخريطة: مكانه غير معروف، أو غير معروف بدقة كافية.
    [two] حادثان ليسا على الخريطة: مكاناهما غير معروفين، أو غير معروفين بدقة كافية.
    [few] { $n } حوادث ليست على الخريطة: أماكنها غير معروفة، أو غير معروفة بدقة كافية.
    [many] { $n } حادثاً ليست على الخريطة: أماكنها غير معروفة، أو غير معروفة بدقة كافية.
   *[other] { $n } حادث ليست على الخريطة: أماكنها غير معروفة، أو غير معروفة بدقة كافية.
}
map-reading = الرقم في الدائرة عدد الحوادث التي وقعت في مكان ما من مربعها؛ ولا يُبيَّن أين في المربع.
map-reading-coarse = الرقم في الدائرة عدد الحوادث التي وقعت في مكان ما من مربعها؛ ولا يُبيَّن أين في المربع. والمربعات المتقطعة: أماكن معروفة بدقة أقل.
map-note = حدود اليابسة فقط ({"\u2066Natural Earth\u2069"}). ولا تُرسم أي حدود غير حدود طبقة مختارة؛ والطبقة تبيّن ما يقوله مصدرها، وليست رأياً في أي حدود.
map-table = الخريطة في جدول
map-where = المكان
map-about = نحو { $place }، مربع ضلعه { $km } كم
map-km = { $n } كم
degrees-north = { $n }° شمالاً
degrees-south = { $n }° جنوباً
degrees-east = { $n }° شرقاً
degrees-west = { $n }° غرباً
layer-label = { $name } · { $publisher } · { $date } · المصدر { $source }
layer-no-publisher = الناشر غير مذكور
layer-no-date = التاريخ غير مذكور
layers-offered = طبقات يمكن رسمها
layer-shown = معروضة
layer-not-shown = غير معروضة
layer-not-drawn = غير مرسومة
layer-fault = { $name }: { $why }
layer-too-large = وثيقتها أكبر من {"\u20662 MB\u2069"}
layer-too-many-points = في وثيقتها أكثر من 100,000 نقطة
layer-not-json = وثيقتها ليست بصيغة {"\u2066JSON\u2069"}
layer-not-geojson = وثيقتها بصيغة {"\u2066JSON\u2069"}، لكنها ليست {"\u2066GeoJSON\u2069"}
layer-bad-coordinate = فيها إحداثية ليست خط طول وخط عرض بالدرجات
layer-other-system = إحداثياتها في نظام مرجعي غير خطوط الطول والعرض
layer-no-line = ليس فيها خط ولا مساحة
layer-too-dense = فيها أكثر مما يمكن أن تبيّنه خريطة
layer-elsewhere = { $name }: لا يقع شيء منها في هذا الجزء من الكرة الأرضية
layer-left-out = { $n ->
    [zero] { $name }: كل ما فيها مرسوم
    [one] { $name }: نقطة واحدة فيها غير مرسومة، فلا تُرسم إلا الخطوط والمساحات
    [two] { $name }: نقطتان فيها غير مرسومتين، فلا تُرسم إلا الخطوط والمساحات
    [few] { $name }: { $n } نقاط فيها غير مرسومة، فلا تُرسم إلا الخطوط والمساحات
    [many] { $name }: { $n } نقطة فيها غير مرسومة، فلا تُرسم إلا الخطوط والمساحات
   *[other] { $name }: { $n } نقطة فيها غير مرسومة، فلا تُرسم إلا الخطوط والمساحات
}
layer-too-many = { $n ->
    [zero] كل الطبقات مرسومة: والحد الأقصى { $most }
    [one] طبقة أخرى غير مرسومة: الحد الأقصى { $most }
    [two] طبقتان أخريان غير مرسومتين: الحد الأقصى { $most }
    [few] { $n } طبقات أخرى غير مرسومة: الحد الأقصى { $most }
    [many] { $n } طبقة أخرى غير مرسومة: الحد الأقصى { $most }
   *[other] { $n } طبقة أخرى غير مرسومة: الحد الأقصى { $most }
}

## Sources

sources-title = المصادر: { $process }
sources-none = لم يُسجَّل أي مصدر.
sources-caption = جميع المصادر، مع عدد القيود التي تستند إلى كل منها
source-title = المصدر
source-kind = النوع
source-publisher = الناشر
source-date = التاريخ
source-rests = القيود
source-document = الوثيقة
source-address = العنوان
source-number = المصدر
source-attached = { $name } ({ $kb } كيلوبايت)
source-no-document = لا وثيقة
source-attach = إرفاق وثيقة
source-page = مصدر: { $title }
source-none = لا مصدر بهذا المعرّف في هذا العرض.
source-no-sentence = ليس فيه جملة رقمها { $n }.
source-no-text = لا نص له هنا.
source-quotes = يقتبس { $words }
section-source-text = نصه، وما يستند إليه
section-source-whole = ما يستشهد به كله

## Proposals and agreements

agreements-title = المقترحات والاتفاقات: { $process }
section-proposals = المقترحات
proposals-caption = من ردّ بماذا، المقترح الأحدث أولاً
proposal-what = المقترح
proposal-terms = ما من شأنه أن يسوّيه
proposal-outcome = ما أسفر عنه
proposal-by = مقترح من { $by }
proposal-about = بشأن { $issues }
proposal-own = صاحب المقترح
proposal-not-asked = لم يُطلب رده
answer-none = لا رد بعد
agreements-replaced = حل محله { $title }
agreements-agreed = اتُّفق عليه: { $title }
section-agreements = الاتفاقات
section-owed = الالتزامات
commitment-agreement = بموجب
commitments-in-state = { $state }: { $n }
proposal-page = مقترح: { $title }
proposal-none = لا مقترح بهذا المعرّف في هذا العرض.
proposal-from = صاحب المقترح
proposal-to = الموجَّه إليهم
proposal-made = التاريخ
proposal-says = النص
proposal-issues = المسائل
proposal-replaces = يحل محل
proposal-no-answers = لم يرد أحد بعد.
proposal-counter = (البديل: { $title })
section-terms = البنود
section-answers = الردود
terms-caption = ما من شأنه أن يسوّيه
terms-compared = ما من شأنه أن يسوّيه، إلى جانب المقترح الذي يحل محله
terms-then = سابقاً: { $title }
terms-now = الآن
terms-change = ما تغيّر
terms-new = جديد
terms-same = كما كان
terms-changed = مغيَّر
terms-dropped = محذوف

## Packages and the frontier



## Packages and the frontier

packages-title = الحزم: { $process }
packages-heading = جنباً إلى جنب
packages-caption = كل عمود حزمة وكل صف مسألة؛ وتظهر العلامة ≠ حيث تختلف الحزمة عن التي قبلها
packages-issue = المسألة
packages-what = ما هي
packages-by = من مَن وإلى مَن
packages-by-to = { $by } إلى { $to }
packages-when = التاريخ
packages-state = الحالة
packages-replaced = حلّ محلها غيرها
packages-replaced-by = حلّت محلها: { $by }
packages-accepted = مقبولة
packages-refused = مرفوضة
packages-open = مفتوحة
packages-became = في صورة { $title }
packages-not-settled = غير محسومة
packages-same-in-all = متطابقة في الجميع
packages-unlike = بخلاف { $package }
packages-not-in = غير موجودة في { $package }
packages-red-lines = الخطوط الحمراء
packages-breaks-n = تمس { $n }
packages-may-break-n = قد تمس { $n }
packages-breaks-none = لا تمس أياً منها
packages-leaves-open = ما تتركه مفتوحاً
packages-n-issues = { $n ->
    [zero] لا شيء
    [one] مسألة واحدة
    [two] مسألتان
    [few] { $n } مسائل
    [many] { $n } مسألة
   *[other] { $n } مسألة
}
packages-answer-of = رد { $party }
packages-no-answer = لا رد مسجل
packages-own = صاحب الحزمة
packages-agreed = متفق عليها
packages-without = (من دون اتفاق { $n })
packages-from-to = من { $least } إلى { $most }
packages-meets = ليست أسوأ
packages-misses = أسوأ
packages-may-meet = قد تكون أسوأ
packages-worth-unvalued = غير معروفة: فيها ما لا تقدّره أي أفضليات
packages-worth-forbidden = غير معروفة: القواعد لا تسمح بحزمة كهذه
packages-worth-too-long = غير معروفة: حسابها يستغرق أطول مما تحتمله صفحة
packages-worth-apart = بعض المسائل لا ترد في أفضليات أحد، فلا تُحسب في قيمة الحزمة.
packages-no-worth = قيمة الحزم غير معروفة: { $why }
packages-release = لا يُحسب هنا ما يكشفه الإفصاح عن حزمة لكل جانب من أفضليات الجوانب الأخرى، بل يُعرض قبل الإفصاح عنها.
packages-red-lines-heading = الخطوط الحمراء المعنية
packages-red-lines-rule = الخطوط الحمراء القائمة الآن في المسائل التي تحسمها الحزمة. وتُستعمل عبارة «قد تمس» حيث يكون أحد الأمرين غير محدد.
packages-breaks = تمس
packages-may-break = قد تمس
packages-line-of = { $party } في مسألة { $issue }
packages-settles-on = (في الحزمة: { $option })
packages-open-heading = ما تتركه كل حزمة مفتوحاً
packages-agreed-elsewhere = متفق عليه في موضع آخر
packages-diary-heading = سجل المقايضات
packages-diary-rule = كيف أفضت حزمة إلى أخرى. ينال الطرف شيئاً حيث اقتربت المسألة من آخر موقف له في ذلك الحين، ويتنازل حيث ابتعدت عنه.
packages-diary-none = لا توجد هنا حزمة تحل محل أخرى أو ترد عليها.
packages-replaces = { $to } تحل محل { $from }
packages-counters = { $to } ترد على { $from }
packages-came-of = { $to } نتجت من { $from }
packages-same-terms = بالشروط نفسها.
packages-towards = اقتراباً من { $parties }
packages-away = ابتعاداً عن { $parties }
packages-got = { $party }: مكسب في { $got }
packages-gave = { $party }: تنازل في { $gave }
packages-got-and-gave = { $party }: مكسب في { $got }، وتنازل في { $gave }
packages-all-heading = { $n ->
    [zero] لا حزم على الطاولة
    [one] الحزمة الوحيدة على الطاولة
    [two] الحزمتان على الطاولة
    [few] الحزم الـ { $n } على الطاولة
    [many] الحزم الـ { $n } على الطاولة
   *[other] الحزم الـ { $n } على الطاولة
}
packages-choose = يمكن عرض { $n } جنباً إلى جنب على الأكثر.
packages-choose-command = يمكن عرض { $n } جنباً إلى جنب على الأكثر: {"\u2066detente packages PROCESS ID ID …\u2069"}
packages-put-beside = ضعها إلى جانب الأخريات
packages-leave-out = استبعدها
packages-to-release = إفصاح …
packages-none = لا شروط بعد لأي مقترح أو اتفاق مما يظهر لك.
packages-unknown = لا حزمة بالمعرّف { $id } مما يظهر لك.
packages-too-many = لا يظهر هنا إلا أول { $n }.
scenario-no-preferences = لا أفضليات معروفة هنا.
scenario-no-options = للمسألة { $what } أفضليات وليس لها خيارات.
scenario-too-precise = أرقام { $what } أكثر خانات مما تسمح به الحسابات الدقيقة.
scenario-bad-constraint = قيد أو رابط لدى { $what } يسمي مسألة أو خياراً لا وجود له.
scenario-too-wide = رابط لدى { $what } يجمع مسائل أو خيارات أكثر مما ينبغي.
frontier-title = حد الكفاءة: { $process }
frontier-warning = للفريق وحده. يُحسب مما أخبركم به كل جانب على حدة: ومن يطّلع عليه، أو على حزمة واحدة مما يقترحه، يعرف الكثير عما يقدّره الآخرون.
frontier-missing-heading = ما ينقص
frontier-missing = يمكن إيجاد ما قد يقبله الجميع متى عُرفت أفضليات طرفين: وزن كل مسألة عند كل منهما وقيمة خياراتها.
frontier-known = { $party }: أفضلياته معروفة
frontier-unknown = { $party }: أفضلياته غير معروفة
frontier-add = أضف ما يقدّره
frontier-cannot = لا يمكن إيجاد ما قد يقبله الجميع: { $why }
frontier-unfinished-heading = ما لم يُنجَز هنا
frontier-unfinished = تنظر هذه الشاشة في عدد محدود من الحزم كي لا يطول الانتظار. وما يلي لم يُنجَز، ولا يُقال عنه شيء؛ أما detente deals فيأخذ ما يلزمه من الوقت:
frontier-unfinished-measures = مدى المجال المتاح، ومدى تباعد الأطراف
frontier-unfinished-table = اختبار آخر مقترح، وأثر آخر اتفاق جزئي في ما تبقى
frontier-unfinished-trades = المقايضات
frontier-unfinished-sensitivity = الأوزان التي تغيّر الاختيار
frontier-red-lines-heading = الخطوط الحمراء المعتبرة هنا
frontier-line-breaks = { $n } من { $all } من الحزم الكفؤة تمسه

## Tournaments and sweeps
tournament-title = محادثات محاكاة
tournament-badge = افتراضي
tournament-heading = ما تقوله محادثات محاكاة كثيرة معًا
tournament-hypothetical = افتراضي: لم يقل أحد شيئًا من هذا. استراتيجيات برنامج تحادثت فيما بينها.
tournament-rooms = محسوب من { $rooms }: وما حُسب من عدة غرف يخص الفريق.
tournament-ended-agreement = انتهت باتفاق
tournament-ended-timed-out = انقضى وقتها
tournament-ended-chance = انتهت بالمصادفة
tournament-ended-exhausted = انتهت: لم يبق لأحد جديد
tournament-ended-broken = قطعها طرف
tournament-ended-left = لم يبق عدد كافٍ
tournament-ended-no-offer = انتهت: طرف لم يعرض شيئًا
tournament-ended-waiting = انتهت: طرف لم يفعل غير الانتظار
tournament-ended-impossible = انتهت: استراتيجية عرضت ما لا يمكن
tournament-table-standings = أداء كل استراتيجية: متوسطات على الحالات، ± نصف فترة الثقة 95 %
tournament-table-pairs = كل استراتيجية إلى جانب الأخرى في الحالات نفسها
tournament-table-payoffs = متوسط كسب الاستراتيجية (السطر) مع غيرها
tournament-table-replies = أفضل رد على ما يفعله الآخرون
tournament-table-equilibria = لا يكسب أحد بتغيير منفرد
tournament-table-course = حصص جماعة ينتشر فيها ما ينجح
tournament-table-basins = إلى أين تنتهي الجماعات
tournament-table-settings = ما حدث في كل حالة
tournament-table-fans = ما كان على الطاولة مع مرور الوقت: 0 أسوأ نتيجة للطرف، 1 أفضلها
tournament-strategy = الاستراتيجية
tournament-other = الأخرى
tournament-others = الآخرون
tournament-gain = الكسب
tournament-payoff = المنفعة
tournament-agreement = الاتفاقات
tournament-steps = الخطوات
tournament-distance = عن حد الكفاءة
tournament-nash = من أفضل جداء ناش
tournament-welfare = من أفضل رفاه
tournament-cells = الحالات
tournament-difference = فرق الكسب
tournament-effect = الأثر (−1 إلى 1)
tournament-p = القيمة الاحتمالية
tournament-holm = القيمة الاحتمالية مصححة
tournament-differing = الحالات المختلفة
tournament-best = أفضل الردود
tournament-profile = الاستراتيجيات
tournament-regret = أكثر ما يمكن كسبه
tournament-time = الوقت
tournament-left = من بقي
tournament-share = حصة البدايات
tournament-at-rest = استقرت
tournament-scenario = السيناريو
tournament-rules = القواعد
tournament-seats = المقاعد
tournament-party = الطرف
tournament-gain-note = الكسب: 0 ما للطرف من دون اتفاق، و1 أكثر ما يمكنه نيله؛ وما دون 0 أسوأ من عدم الاتفاق. وفي جداء ناش والرفاه: 1 أفضل ما تبلغه أي حزمة.
tournament-tests-note = القيمة الاحتمالية: اختبار ولكوكسون للرتب المُشارة، ذو طرفين؛ مصححًا لعدد الأزواج بطريقة هولم. لا تمثل الحالات غير نفسها: وقد تقول سيناريوهات أخرى غير ذلك.
tournament-game-note = تُعد العوائد المتقاربة في حدود 0.001 متساوية. اللعبة متناظرة، ومقاعدها متوسَّطة (وولش وآخرون 2002).
tournament-no-equilibrium = في كل توليفة صرفة يكسب أحدهم بتغيير منفرد.
tournament-no-game-parties = لا تُروى لعبة اختيار الاستراتيجية: تختلف السيناريوهات في عدد أطرافها.
tournament-no-game-large = لا تُروى لعبة اختيار الاستراتيجية: التوليفات كثيرة جدًا.
tournament-no-game-missing = لا تُروى لعبة اختيار الاستراتيجية: لم تجلس كل استراتيجية إلى جانب كل أخرى ونفسها.
tournament-left-out = { $n ->
    [zero] لا أسطر أخرى في {"\u2066JSON\u2069"}.
    [one] سطر آخر في {"\u2066JSON\u2069"}.
    [two] سطران آخران في {"\u2066JSON\u2069"}.
    [few] { $n } أسطر أخرى في {"\u2066JSON\u2069"}.
    [many] { $n } سطرًا آخر في {"\u2066JSON\u2069"}.
   *[other] { $n } سطر آخر في {"\u2066JSON\u2069"}.
}
tournament-shares = حصة كل استراتيجية
tournament-on-table = محادثات فيها عرض
tournament-chart-course = حصص جماعة تبدأ متساوية: ينتشر فيها ما يكسب أكثر من المتوسط.
tournament-chart-fans = العرض الذي على الطاولة كما يقدّره الطرف، من 0 إلى 1: الخط وسيط المحادثات، والشريط الداكن نصفها، والفاتح تسعة أعشارها.
## محادثات محاكاة

talk-hypothetical = افتراضي
talk-nobody-said = لم يقل أحد شيئاً من هذا: تحادثت برامج بالاستراتيجيات المسماة هنا.
talk-title = تدريب افتراضي: { $process }
talk-protocol = قواعد المحادثة
protocol-sao = عروض متناوبة
protocol-tau = اتفاق مبدئي
protocol-amop = يعرض الجميع ويصوّت الجميع
talk-limits = الحدود
talk-seed = البذرة
talk-steps = { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتان
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}
talk-seconds = { $n } من الثواني المحاكاة
talk-chance = احتمال الانتهاء مع كل خطوة { $share }
talk-own-steps = يغادر { $party } بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}
talk-end-heading = كيف انتهت
talk-ended-agreement = اتفقوا بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}.
talk-ended-timed-out = نفد الوقت بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}؛ ولا اتفاق.
talk-ended-chance = انتهت المحادثة مصادفةً بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}؛ ولا اتفاق.
talk-ended-exhausted = لم يبق لدى أحد عرض جديد بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}؛ ولا اتفاق.
talk-ended-broken = قطع { $party } المحادثة بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}؛ ولا اتفاق.
talk-ended-left = غادر { $party } بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
} ولم يبق عدد كافٍ؛ ولا اتفاق.
talk-ended-no-offer = رفض { $party } ولم يكن لديه ما يعرضه بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}؛ ولا اتفاق.
talk-ended-waiting = اكتفى { $party } بالانتظار بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}؛ ولا اتفاق.
talk-ended-impossible = عرض { $party } ما لا يمكن عرضه بعد { $n ->
    [zero] لا خطوات
    [one] خطوة واحدة
    [two] خطوتين
    [few] { $n } خطوات
    [many] { $n } خطوة
   *[other] { $n } خطوة
}؛ ولا اتفاق.
talk-agreed-worth = المتفق عليه، وقيمته: { $worth }
talk-breaks = يمس خطوطاً حمراء: { $lines }
talk-none-agreed = لم يُتفق على شيء.
talk-frontier-unknown = بُعد النهاية عن حد الكفاءة غير معروف: لم توجد كل الحزم الكفؤة.
talk-no-agreement-zone = عدد الحزم الكفؤة التي كانت ستمنح كل طرف ما لديه بلا اتفاق على الأقل: { $n }
talk-efficient = هو كفؤ: لا توجد حزمة أفضل لطرف من غير أن تكون أسوأ لآخر.
talk-not-efficient = يبعد عن حد الكفاءة { $share } (أكبر فرق لأي طرف كنسبة من مداه هناك). ولن يخسر أحد بهذا بدلاً منه: { $gained }.
talk-from-nash = ويبعد { $share } عن الحزمة التي يختارها حل ناش.
talk-offers-heading = ما عُرض
talk-chart-title = المحادثة بين الحزم الكفؤة
talk-chart-first-and-last = من عروض كل طرف في المحادثة يظهر الأول خطًا رفيعًا، والأخير خطًا سميكًا بعلاماته.
talk-offers-of = عروض { $party }
talk-key-agreed = المتفق عليه
talk-moves = العروض المختلفة، كل منها حيث قدّمه صاحبه أول مرة، وعددها { $n }
talk-moves-some = أول وآخر العروض المختلفة، كل منها حيث قدّمه صاحبه أول مرة؛ عددها { $all }، وحُذف من وسطها { $n }
talk-step = الخطوة
talk-by = من
talk-offer = العرض
talk-now = الآن { $terms }
talk-answer = الجواب
talk-accepted = متفق عليه
talk-times = قُدّم { $n ->
    [zero] لا مرات
    [one] مرة واحدة
    [two] مرتين
    [few] { $n } مرات
    [many] { $n } مرة
   *[other] { $n } مرة
} حتى الخطوة { $step }
talk-refused = رفض { $party }
talk-taken = قبل { $party }
talk-wanted-utility = أراد { $party } { $wanted }: ينقصه { $short }
talk-wanted-falling-utility = أراد { $party } { $first } وأخيراً { $wanted }: ينقصه { $missing } وأخيراً { $short }
talk-wanted-gain = أراد { $party } { $wanted } من الطريق إلى أفضل ما لديه: ينقصه { $short }
talk-wanted-falling-gain = أراد { $party } { $first } وأخيراً { $wanted } من الطريق إلى أفضل ما لديه: ينقصه { $missing } وأخيراً { $short }
talk-course-title = المحادثة عبر الزمن
talk-course-read = لكل طرف لوحة: قيمة عروضه وما عُرض عليه لديه. وحيث تلتقي الخطوط يتفقون.
talk-key-own = عروض الطرف نفسه
talk-key-others = عروض الآخرين
talk-last-offer = { $party } أخيراً { $n }
talk-course-table = ما كان قائماً، وعدد الخطوات المبيّنة { $n }: لكل طرف عرضه هو وأفضل ما عُرض عليه حتى ذلك الحين
talk-own-offer = { $party }: عرضه هو
talk-best-offered = { $party }: أفضل ما عُرض عليه
rehearsal-about = للفريق وحده. تُحسب المحادثة مما أخبركم به كل جانب على حدة: ومن يطّلع عليها يعرف الكثير عما يقدّرونه. يقبل كل طرف في دوره ما على الطاولة أو يضع مكانه عرضاً آخر.
rehearsal-too-many = الحزم أكثر من أن تُلعب على هذه الشاشة؛ يلعبها detente talk.
rehearsal-cannot = لا يمكن لعب هذا: { $why }
rehearsal-strategy-of = استراتيجية { $party }
rehearsal-steps = الخطوات، 1000 على الأكثر
rehearsal-play = لعب المحادثة
