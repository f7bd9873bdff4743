@echo off
rem Double-click: checks the files, lists what is overdue, builds the pages and opens the Monday page.
rem With words after it, from a terminal, it runs that command instead: scripts\mandag remind
rem Needs Python 3.11 or later, and no administrator. What it installs belongs to the user, outside AppData,
rem which Python from the Microsoft Store would redirect. ASCII only, and no parentheses around a path.
setlocal
for /f "tokens=2 delims=:." %%p in ('chcp') do set "OLDPAGE=%%p"
chcp 65001 >nul
set "PYTHONUTF8=1"
set "VENV=%USERPROFILE%\.mentorskap\venv"
set "RUN=%VENV%\Scripts\python.exe"
set "DAY="
set "FAULT=0"
pushd "%~dp0.."
if errorlevel 1 goto nofolder
set "PYTHONPATH=%CD%\scripts"
if not exist Makefile goto today
for /f "tokens=1-3" %%a in ('findstr /b /c:"TODAY :=" Makefile') do set "DAY=--today %%c"
:today

"%RUN%" -c "import sys" >nul 2>&1
if errorlevel 1 goto install
fc /b requirements.txt "%VENV%\requirements.txt" >nul 2>&1
if errorlevel 1 goto install
goto ready

:install
set "PYTHON=py -3"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
if not errorlevel 1 goto create
set "PYTHON=python"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
if errorlevel 1 goto nopython
:create
echo Installerar programmet: ett par minuter, bara nu.
%PYTHON% -m venv --clear "%VENV%"
if errorlevel 1 goto notinstalled
"%RUN%" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
if errorlevel 1 goto notinstalled
copy /y requirements.txt "%VENV%\requirements.txt" >nul

:ready
if not "%~1"=="" goto command
"%RUN%" -m mentorskap check %DAY%
if errorlevel 1 set "FAULT=1"
"%RUN%" -m mentorskap overdue %DAY%
if errorlevel 1 set "FAULT=1"
"%RUN%" -m mentorskap site %DAY%
if errorlevel 1 goto notbuilt
start "" "site\manager\index.html"
echo.
if "%FAULT%"=="0" echo Klart. Sidan visas nu.
if not "%FAULT%"=="0" echo Sidan visas nu, men kontrollen fann fel: se ovan.
goto end

:command
"%RUN%" -m mentorskap %*
set "FAULT=%ERRORLEVEL%"
goto close

:nofolder
echo Mappen finns inte: "%~dp0.."
set "FAULT=2"
goto wait

:nopython
echo Python 3.11 eller senare saknas.
echo Installera Python via Microsoft Store, som ditt eget konto, och dubbelklicka igen.
set "FAULT=2"
goto end

:notinstalled
echo Installationen blev inte klar. Felet visas ovan. Kontrollera internet och dubbelklicka igen.
set "FAULT=2"
goto end

:notbuilt
echo Sidorna blev inte klara. Felet visas ovan.
set "FAULT=2"

:end
popd
:wait
echo.
pause
goto restore

:close
popd
:restore
if defined OLDPAGE chcp %OLDPAGE% >nul
exit /b %FAULT%
