# 在 Windows 上准备运行环境，与 make setup 相同 / The same as `make setup`, for Windows (PowerShell 5.1 or newer).
#   powershell -ExecutionPolicy Bypass -File deploy\setup.ps1 [-Wheels wheelhouse] [-Python C:\Python312\python.exe]
param([string]$Wheels = "", [string]$Python = "")

$ErrorActionPreference = "Stop"
Set-Location (Split-Path -Parent $PSScriptRoot)
$venvPython = ".venv\Scripts\python.exe"
$lock = "requirements.txt"
$kept = ".venv\installed-requirements.txt"

function Stop-Setup([string]$chinese, [string]$english) {
    Write-Host ""
    Write-Host $chinese -ForegroundColor Yellow
    Write-Host $english
    exit 1
}

# True when the command is a Python 3.11 or newer. The Store's stand-in for python.exe does not run and so is passed over.
function Test-Python([string[]]$command) {
    $rest = @($command | Select-Object -Skip 1) + @("-c", "import sys; sys.exit(min(sys.version_info[:2], (3, 11)) != (3, 11))")
    try {
        $ErrorActionPreference = "Continue"
        & $command[0] @rest *> $null
        return $LASTEXITCODE -eq 0
    } catch {
        return $false
    }
}

function Find-Python {
    if ($Python) { $candidates = @(, @($Python)) }
    else { $candidates = @(@("py", "-3.12"), @("py", "-3.11"), @("python3"), @("python"), @("py", "-3")) }
    foreach ($candidate in $candidates) {
        if (Test-Python $candidate) { return , $candidate }
    }
    Stop-Setup "需要 Python 3.11 或更新版本（推荐 3.12，64 位），本机没有找到。安装时请勾选 Add python.exe to PATH。" `
        "Python 3.11 or newer (64 bit) is needed and none was found. Tick 'Add python.exe to PATH' when installing it."
}

if (-not (Test-Python @($venvPython))) {
    $found = Find-Python
    Write-Host "正在创建 .venv / Making .venv"
    $rest = @($found | Select-Object -Skip 1) + @("-m", "venv", "--clear", ".venv")
    & $found[0] @rest
    if ($LASTEXITCODE -ne 0) { Stop-Setup "无法创建 .venv。" "The environment .venv could not be made." }
}

$installed = (Test-Path $kept) -and ((Get-FileHash $lock).Hash -eq (Get-FileHash $kept).Hash)
if (-not $installed) {
    Write-Host "正在安装 requirements.txt（核对哈希） / Installing the locked packages (checked against their hashes)"
    $words = @("-m", "pip", "install", "--require-hashes", "--disable-pip-version-check", "--no-input", "-r", $lock)
    if ($Wheels) { $words += @("--no-index", "--find-links", $Wheels) }
    & $venvPython @words
    if ($LASTEXITCODE -ne 0) {
        Stop-Setup "软件包没有装成。本机不能上网时，请看 deploy\offline.md。" `
            "The packages could not be installed. No internet here? See deploy\offline.md."
    }
    Copy-Item $lock $kept
}
