@echo off
rem The same as "make run", for Windows: double-click it. Ends with Ctrl+C or by closing the window.
rem   deploy\run.cmd [--port 8502] [--data D:\zhiheng] [--no-sample]
chcp 65001 >nul
cd /d "%~dp0.."
set "WHEELS="
if exist "wheelhouse\" set "WHEELS=-Wheels wheelhouse"
powershell -NoProfile -ExecutionPolicy Bypass -File deploy\setup.ps1 %WHEELS%
if errorlevel 1 goto failed
set PYTHONUTF8=1
.venv\Scripts\python.exe -m deploy.serve %*
if errorlevel 1 goto failed
exit /b 0
:failed
set "STATUS=%errorlevel%"
pause
exit /b %STATUS%
