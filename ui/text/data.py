"""Words of the pages that take files in and give them out."""

DATA: dict[str, tuple[str, str]] = {
    "page.upload": ("数据上传", "Upload"),
    "page.batches": ("批次与撤销", "Batches and undo"),
    "page.download": ("数据下载", "Download"),
}
