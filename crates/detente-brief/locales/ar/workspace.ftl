## The frame of every screen

workspace-nobody = لا أحد بعد
workspace-skip = إلى المحتوى
workspace-viewing = المطّلِع:
workspace-search = بحث
workspace-find = ابحثوا
workspace-lock = قفل
workspace-screens = الشاشات
workspace-news = تغيّر شيء مما يجوز لكم الاطلاع عليه. عرضه
workspace-foot = يعمل ديتانت على هذا الجهاز. ولا يخرج منه شيء.
screen-today = اليوم
screen-meetings = اللقاءات
screen-gaps = المسائل والأطراف
screen-agreements = المقترحات والاتفاقات
screen-packages = الحزم
screen-frontier = حد الكفاءة
screen-rehearsal = التدريب
screen-timeline = التسلسل الزمني
screen-actors = الأطراف الفاعلة
screen-incidents = الحوادث
screen-sources = المصادر
screen-audit = المراجعة
screen-access = الدخول

## Looking at another time

as-of-legend = النظر في وقت آخر
as-of-known = ما كان معروفاً حتى
as-of-on = ما كان قائماً في
as-of-look = عرض
as-of-now = العودة إلى الآن
as-of-everything = الآن

## Where words lead

action-correct = تصويب
action-release = إفصاح
action-withdraw = سحب
action-record = تسجيل سطر
action-plan = تحديد موعد لقاء
action-prepare = التحضير: { $party }
add-incident = إضافة حادث
add-source = إضافة مصدر
add-proposal = إضافة مقترح
add-response = إضافة رد
add-agreement = إضافة اتفاق

## Where a statement comes from

provenance = سجّله { $author } في { $recorded }

## Rooms and their readers

room-public = علني
room-joint = مشترك
room-caucus = لقاء منفرد مع { $parties }
room-party = { $party } فقط
room-team = الفريق
readers-public = الجميع
readers-joint = جميع الأطراف على الطاولة والفريق
readers-caucus = { $parties }، والفريق
readers-party = { $party } فقط
readers-team = الفريق فقط

## Coming in, locking, leaving

open-title = الدخول
open-sentence = يفتح هذا الرابط مساحة العمل للمقعد “{ $seat }”. ويفتحها مرة واحدة.
open-choose = اختاروا رقماً سرياً أو بضع كلمات لفتح القفل
open-hint = 4 أحرف أو أرقام على الأقل. وبعد 15 دقيقة دون ضغطة على لوحة المفاتيح أو الفأرة تُقفَل مساحة العمل من تلقاء نفسها؛ وبهذا يُفتح القفل.
open-pin-bad = اختاروا 4 أحرف أو أرقام على الأقل.
open-language = اللغة
open-open = فتح مساحة العمل
language-en = {"\u2066English\u2069"}
language-ar = العربية
locked-title = مقفلة
locked-sentence = مساحة العمل مقفلة.
locked-label = رقمكم السري أو كلماتكم
locked-wrong = هذا غير صحيح. وبعد خمس محاولات خاطئة ينتهي الدخول.
locked-unlock = فتح القفل
locked-leave = مغادرة نهائية

## What is refused

refused-nothing-title = لا توجد صفحة كهذه
refused-nothing = لا شيء تحت هذا العنوان يجوز لكم الاطلاع عليه. ربما سُحب، وربما لم يوجد قط.
refused-method = لا يُستعمل هذا العنوان بهذه الطريقة.
refused-unclear-title = هذا غير مفهوم
refused-unclear = تتعذر قراءة المطلوب. وفي ما يلي ما ينبغي أن يُكتب بدلاً منه:
refused-yours-title = هذا ليس لمقعدكم
refused-yours = لا يجوز ذلك للمقعد الذي تجلسون عليه. ولم يُكتب شيء.
refused-store-title = يتعذر استعمال السجل في هذه اللحظة
refused-store = لم يضِع شيء ولم يُكتب شيء. حاولوا ثانيةً؛ فإن بقي الأمر كذلك، فعند من شغّل هذا البرنامج مزيد من التفاصيل حيث شغّله.
refused-size-title = هذا أكثر من اللازم
refused-size = تتسع الاستمارة لما قدره {"\u20661 MB\u2069"} من النص، والوثيقة لما قدره {"\u206632 MB\u2069"}. ولم يُكتب شيء.
refused-slow-title = استغرق الوصول وقتاً أطول من اللازم
refused-slow = لم يصل ما أرسلتموه في الوقت المحدد. ولم يُكتب شيء؛ عودوا إلى الصفحة السابقة في متصفحكم وأرسلوه ثانيةً.
refused-broken-title = تتعذر قراءة ما أُرسل
refused-broken = لم يُكتب شيء؛ عودوا إلى الصفحة السابقة في متصفحكم وأرسلوه ثانيةً.
refused-fault-title = خلل في هذا البرنامج
refused-fault = لم يُكتب شيء. يرجى إبلاغ القائم على هذا البرنامج بما فعلتموه.
refused-elsewhere-title = لم يأتِ هذا من صفحة من صفحات مساحة العمل
refused-elsewhere = لم يُكتب شيء. افتحوا الصفحة في مساحة العمل هذه وأرسلوه منها.
refused-out-title = لستم داخل مساحة العمل
refused-out = لا أحد مسجَّل الدخول هنا، أو انتهت مدة الدخول. اطلبوا رابطاً جديداً من أمين السجل.
refused-typed = ما كتبتموه، لكي تتمكنوا من نسخه:
refused-unwritten-title = لم يُكتب شيء
refused-back = العودة إلى اليوم
refused-running-title = جارٍ تنفيذه
refused-running = أُرسلت هذه الاستمارة مرتين. والأولى قيد التنفيذ؛ انظروا بعد لحظة.
refused-locked-title = قُفلت في هذه الأثناء
refused-locked = لم يُكتب شيء: قُفلت مساحة العمل قبل إرسال الاستمارة. افتحوا القفل في نافذة أخرى، ثم عودوا إلى الصفحة السابقة في متصفحكم، حيث لا يزال كل شيء في الاستمارة، وأرسلوها ثانيةً.
refused-contested-title = سبقكم شخص آخر
refused-contested = كتب شخص آخر عن القيد نفسه في هذه الأثناء. ولم يُكتب شيء منكم. انظروا أولاً في ما كتبه:
refused-unwritten = في ما أُرسل أخطاء:
refused-link-title = لا يفتح هذا الرابط شيئاً
refused-link = يفتح الرابط مرة واحدة ولمدة محدودة. اطلبوا رابطاً جديداً من أمين السجل.
refused-link-later-title = انتظروا قليلاً
refused-link-later = جُرِّب هذا الرابط مرات كثيرة. حاولوا ثانيةً بعد بضع دقائق، أو اطلبوا رابطاً جديداً من أمين السجل.
refused-left-title = لقد غادرتم
refused-left = انتهى الدخول. وللدخول من جديد، اطلبوا رابطاً جديداً من أمين السجل.

## Access

access-title = الدخول
access-rule = يُدخل كل رابط شخصاً واحداً، مرة واحدة، على مقعد واحد. ومن كان لديه الرابط رأى ما يراه ذلك المقعد: سلّموه إلى صاحبه دون غيره.
access-give = إدخال شخص
access-name = لمن
access-name-hint = بعبارتكم: “مستشار الشمال”. وما يكتبه هذا الشخص يحمل هذا الاسم اسماً لكاتبه.
access-seat = على أي مقعد
access-lasts = عدد الساعات
access-what = بوصفه
access-what-link = رابطاً للمتصفح، يفتح مرة واحدة
access-what-token = رمزاً لبرنامج، يفتح حتى ينتهي
access-make = إنشاء
access-made-link = يُعرض هذا الرابط مرة واحدة. سلّموه إلى { $name } دون غيره:
access-made-token = يُعرض هذا الرمز مرة واحدة. سلّموه إلى { $name } دون غيره:
access-made-title = أُنشئ
access-links = روابط لم يفتحها أحد بعد
access-sessions = من هم في الداخل
access-tokens = رموز البرامج
access-none = لا شيء.
access-made-at = وقت الإنشاء
access-ends = وقت الانتهاء
access-used = آخر استعمال
access-take = سحب
access-end = إنهاء
access-own = دخولكم
access-bad-name = اكتبوا لمن هو: من 1 إلى 80 حرفاً.
access-bad-time = اكتبوا عدد الساعات، من 1 إلى 8784.
access-bad-seat = ليس لكم أن تمنحوا هذا المقعد، أو لا يوجد طرف كهذا.
access-refused = لم يُنشأ:
access-back = العودة إلى الدخول
access-language = لغتكم
access-speak = اعتماد
access-leave = مغادرة

## Writing

add-title = إضافة
add-which = ماذا تريدون أن تكتبوا؟
add-title-of = إضافة: { $kind }
correct-title = تصويب: { $says }
withdraw-title = سحب: { $says }
release-title = إفصاح: { $says }

## Documents

attach-title = إرفاق وثيقة بـ “{ $says }”
attach-what = تُحفظ الوثيقة إلى جانب السجل، لقرّاء غرفتها.
attach-file = الملف
attach-hint = {"\u206632 MB\u2069"} على الأكثر. وإذا كانت الوثيقة نصاً محضاً حُفظت جملها أيضاً، لكي يُستشهد بها في القيود. والملف الذي ينتهي اسمه بـ {"\u2066.geojson\u2069"} يمكن رسمه على خريطة الحوادث.
attach-room = لقرّاء
attach-attach = إرفاق
attach-none = اختاروا ملفاً غير فارغ.

## Forms

form-add = تسجيل
form-correct = تصويب
form-withdraw = سحب
form-release = إفصاح
form-required = (مطلوب)
form-optional = تفاصيل يمكن تركها
form-none = –
form-one-more = سطر آخر
form-another-language = بلغة أخرى أيضاً
form-language = اللغة
form-refresh = عرض ما يناسب هذه الاختيارات
form-faults = لم يُكتب شيء بعد
form-fault = ما ينبغي تصحيحه:
form-who-reads = من يجوز له قراءته
form-room = { $room }، القرّاء: { $readers }
form-sentences = جمل هذا المصدر
form-which-issue = المسألة
form-value = خيار أو رقم
form-issue-unit = { $issue } ({ $unit })
form-release-to = جهة الإفصاح
form-release-where = اختاروا الغرفة التي يُفصح فيها.
form-copied = تُنسخ هذه الألفاظ كما هي:
form-not-copied = لا يُنسخ: معرّفه، وكاتبه، وملاحظته، ووثيقته، ووقت تسجيله، والمصادر التي لا تملكها الغرفة الأوسع.
form-may = ما أُذن به عندما قيل
form-not-yours = لا يجوز لكم أن تكتبوا في { $room }. وما كتبتموه في الأسفل.
form-writes-nothing = يجوز لكم أن تقرؤوا هذه العملية، لا أن تكتبوا فيها شيئاً.
form-no-room = اختاروا من يجوز له أن يقرأه.
form-contested = عمل شخص آخر على القيد نفسه وأنتم تكتبون: { $theirs }. انظروا في ذلك أولاً. ولم يُكتب شيء؛ وما كتبتموه في الأسفل.
form-busy = يواصل آخرون الكتابة في الغرف نفسها. ولم يُكتب شيء؛ وما كتبتموه في الأسفل. أرسلوه ثانيةً.
form-store-failed = تعذّرت الكتابة في السجل: مخزنه لا يجيب، أو لم يبقَ فيه متسع. ولم يُكتب شيء؛ وما كتبتموه في الأسفل. أرسلوه ثانيةً، أو أبلغوا القائم على هذا الجهاز.
form-store-damaged = في السجل ما ليس كما كُتب فيه، ولذلك لا يضاف إليه شيء. وما كتبتموه في الأسفل. أبلغوا القائم على هذا الجهاز.
form-too-much = أُرسل أكثر مما تتسع له الاستمارة. ولم يُكتب شيء.
form-nothing-changed = لم يتغيّر شيء، فلا شيء يُصوَّب.
form-not-correctable = ليس في هذا القيد ما يمكن تصويبه. اسحبوه واكتبوا غيره.
form-released-already = سبق الإفصاح عنه، بالمعرّف { $into }.
form-narrowed = صُوِّب في { $now }، وقرّاؤها أقل من قرّاء { $written }. صوِّبوه في { $written } أيضاً، أو اكتبوا الألفاظ من جديد.

## Hints of forms

hint-room = الأضيق أولاً. وعليها يتوقف ما يمكن ذكره في ما يلي.
hint-release-to = سيقرأ هذه الألفاظ كل من يقرأ تلك الغرفة، ولا رجوع عن ذلك.
hint-date = تاريخ، ولو كان تقريبياً: {"\u20662025-05-16\u2069"}، {"\u20662025-05\u2069"}، {"\u20662025\u2069"}، {"\u20662025-05-16T13:30\u2069"}، {"\u20662025-05-14/2025-05-16\u2069"}. أو إحدى هذه الكلمات، كما هي، مع تاريخ: {"\u2066before\u2069"} (قبل)، {"\u2066by\u2069"} (بحلول)، {"\u2066after\u2069"} (بعد)، {"\u2066about\u2069"} (نحو). أو مع معرّف ما حدث: {"\u2066before\u2069"} (قبل)، {"\u2066after\u2069"} (بعد)، {"\u2066during\u2069"} (أثناء). أو {"\u2066unknown\u2069"} (غير معروف).
hint-names = معرّفات تفصل بينها فواصل ({"\u2066,\u2069"}).
hint-extent = املؤوا واحداً من هذه. والخيارات هي خيارات المسألة أعلاه.
hint-cites = في كل سطر: المصدر، وجملة ({"\u20664\u2069"}) أو عدة جمل ({"\u20664-6\u2069"}) أو الألفاظ بنصها. والسطر الذي يُترك فارغاً لا يُحسب.
hint-rows = السطر الذي يُترك فارغاً لا يُحسب.
hint-by-issue = المسألة التي تُترك فارغة تبقى مفتوحة.
hint-yaml = بصيغة {"\u2066YAML\u2069"}، كما في ملفات العملية.
hint-position-red-line = هل قال الطرف إنه لن يتجاوز هذا الحد؟
hint-session-lasted = مدة، تُكتب هكذا: {"\u2066under 2 hours\u2069"} (أقل من ساعتين)، {"\u2066about 90 minutes\u2069"} (نحو 90 دقيقة)، {"\u20663 days\u2069"} (3 أيام).
hint-figure-count = رقم، أو: {"\u2066at least 3\u2069"} (3 على الأقل)، {"\u2066at most 3\u2069"} (3 على الأكثر)، {"\u2066under 3\u2069"} (أقل من 3)، {"\u2066over 3\u2069"} (أكثر من 3)، {"\u2066about 3\u2069"} (نحو 3)، {"\u20663-5\u2069"} (من 3 إلى 5)، {"\u2066unknown\u2069"} (غير معروف).
hint-preferences-weights = لكل مسألة رقم لا يقل عن 0؛ ويُكتب المدى هكذا: {"\u2066{low: 20, likely: 30, high: 40}\u2069"} (أدنى، مرجّح، أعلى).
hint-preferences-values = بصيغة {"\u2066YAML\u2069"}. لكل مسألة قيمة خياراتها: {"\u2066{ISSUE: {OPTION: 0, OPTION: 1}}\u2069"}
hint-preferences-orders = بصيغة {"\u2066YAML\u2069"}. لكل مسألة خياراتها، الأفضل أولاً، والمتساوية بين قوسين معقوفين: {"\u2066{ISSUE: [OPTION, [OPTION, OPTION]]}\u2069"}
hint-preferences-more-important = بصيغة {"\u2066YAML\u2069"}. المسائل، الأهم أولاً: {"\u2066[[ISSUE, ISSUE]]\u2069"}
hint-source-language = رمز اللغة، مثل {"\u2066en\u2069"} أو {"\u2066ar\u2069"} أو {"\u2066uk\u2069"} أو {"\u2066uk-Latn\u2069"}.
hint-source-text = جملة واحدة في كل سطر، لكي يُستشهد بها برقمها.
hint-entry-id = به تشير قيود أخرى إليه. وإن لم يُكتب وُضع له معرّف.
hint-release-id = معرّف النسخة. وإن لم يُكتب وُضع لها معرّف.

## Words of forms

word-true = نعم
word-false = لا
word-scale-nominal = مختلفة فحسب
word-scale-ordinal = درجات سلّم، بالترتيب المكتوب
word-scale-numeric = أرقام
word-position-kind-demand = مطلب
word-position-kind-offer = عرض
word-position-kind-wish = رغبة
word-position-kind-acceptance = قبول
word-position-kind-refusal = رفض

## Fields of forms; the others are among the fields that corrections name

field-adds = القيمة المضافة
field-count = العدد
field-given = وقت الإذن
field-label = الصياغة
field-position-option = الخيار المقصود
field-position-options = عدة خيارات
field-position-range = رقم
field-quote = الألفاظ بنصها
field-sentences = الجمل
field-state = الحالة
field-then = ما يترتب
field-this = هذه الحزمة
field-what = الالتزام
field-when-all = عند الاتفاق على كل ذلك
field-who = الملتزم
field-comparison-to = على تلك الحزمة
field-commitment-by = الموعد
field-figure-by = الجانب الذي يورده
field-figure-source = المصدر الذي يورده
field-attribution-to = المنسوب إليه
field-attribution-by = الجانب الذي ينسبه
field-attribution-source = المصدر الذي ينسبه
field-attribution-denied = نفي المنسوب إليه
field-long-cite-id = المصدر
field-issue-about = الموضوع
field-issue-option-id = المعرّف
field-link-to = المسألة المرتبطة
field-link-why = السبب
field-proposal-by = صاحب المقترح
field-proposal-to = الموجَّه إليهم
field-response-to = المقترح المردود عليه
field-response-by = صاحب الرد
field-response-party = باسم الطرف
field-response-counter = البديل المقدَّم
field-statement-by = القائل
field-statement-party = باسم الطرف
field-statement-words = الألفاظ بنصها
field-statement-sense = المعنى
field-position-session = الجلسة التي قيل فيها
field-position-red-line = خط أحمر
field-contact-from = من
field-contact-to = إلى
field-release-id = معرّف النسخة
field-release-permitted = وقت الإذن
field-release-condition = شرط الإذن
field-session-level = مرتبة الحاضرين
field-session-lasted = المدة
field-person-party = الطرف الذي يمثله
field-entry-id = المعرّف

## Looking on, and acting

workspace-seen = اطّلعتُ على هذا
workspace-files = حفظ هذه الصفحة ملفًّا:
screen-add = إضافة
screen-brief = الموجز
action-attach = إرفاق وثيقة
show-none-title = لم يُعثر على: { $id }
word-use-team-only = للفريق وحده
word-use-substance = يجوز استعمال المضمون
word-use-quote = يجوز الاقتباس
word-use-attribute = يجوز نسبته إلى قائله

## Long lists

part-first = العودة إلى الأولى
part-more = { $n ->
    [zero] لا مزيد
    [one] واحد آخر
    [two] اثنان آخران
    [few] { $n } آخرون
    [many] { $n } آخرون
   *[other] { $n } آخرون
}
