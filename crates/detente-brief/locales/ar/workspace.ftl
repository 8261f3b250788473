## The workspace

workspace = مساحة العمل
