## The workspace

workspace = مساحة العمل

## Around screens, and acts

workspace-seen = اطّلعتُ على هذا
workspace-files = حفظ هذه الصفحة ملفًّا:
screen-add = إضافة
screen-brief = الموجز
action-attach = إرفاق وثيقة
show-none-title = لم يُعثر على: { $id }
field-given = أُعطي في
word-use-team-only = للفريق وحده
word-use-substance = يجوز استعمال المضمون
word-use-quote = يجوز الاقتباس
word-use-attribute = يجوز نسبته إلى قائله
