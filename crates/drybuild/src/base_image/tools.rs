//! Names of the programs that the distributions bring.

/// BusyBox 1.36 and 1.37 as Docker's images build them.
pub(super) const BUSYBOX: &str = "[ [[ acpid adjtimex ar arch arp arping ascii ash awk base32 base64 basename bc \
    blkdiscard blkid blockdev brctl bunzip2 busybox bzcat bzip2 cal cat chgrp chmod chown chroot chvt cksum clear cmp \
    comm cp cpio crc32 crond crontab cryptpw cut date dc dd deallocvt df diff dirname dmesg dnsdomainname dos2unix du \
    echo ed egrep eject env expand expr factor fallocate false fbset fdflush fdisk fgrep find findfs flock fold free \
    fsck fstrim fsync fuser getopt getty grep groups gunzip gzip halt hd head hexdump hostid hostname hwclock id \
    ifconfig ifdown ifup init inotifyd insmod ionice iostat ip ipaddr ipcalc ipcrm ipcs iplink ipneigh iproute kill \
    killall killall5 klogd last less link linux32 linux64 ln loadfont loadkmap logger login logname logread losetup ls \
    lsmod lsof lsusb lzcat lzma lzop lzopcat makemime md5sum mdev mesg microcom mkdir mkdosfs mkfifo mkfs.vfat mknod \
    mkpasswd mkswap mktemp modinfo modprobe more mount mountpoint mpstat mv nameif nanddump nbd-client nc netstat nice \
    nl nmeter nohup nologin nproc nsenter nslookup ntpd od openvt partprobe passwd paste patch pgrep pidof ping ping6 \
    pipe_progress pivot_root pkill pmap poweroff printenv printf ps pscan pstree pwd pwdx raidautorun rdate rdev \
    readahead readlink realpath reboot reformime remove-shell renice reset resize rev rfkill rm rmdir rmmod route \
    run-parts sed sendmail seq setconsole setfont setkeycodes setlogcons setpriv setserial setsid sh sha1sum sha256sum \
    sha3sum sha512sum showkey shred shuf slattach sleep sort split stat strings stty su sum swapoff swapon switch_root \
    sync sysctl syslogd tac tail tar tee test time timeout top touch tr traceroute traceroute6 tree true truncate tty \
    ttysize tunctl udhcpc udhcpc6 umount uname unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime \
    users usleep uudecode uuencode vconfig vi vlock volname w watch watchdog wc wget which who whoami whois xargs xxd \
    xzcat yes zcat zcip";

/// `/usr/bin` of Debian 12 without optional packages.
pub(super) const DEBIAN: &str = "[ addpart apt apt-cache apt-cdrom apt-config apt-get apt-key apt-mark arch awk b2sum \
    base32 base64 basename basenc bash cat chage chattr chcon chfn chgrp chmod choom chown chrt chsh cksum clear cmp \
    comm cp csplit cut dash date dd deb-systemd-helper debconf debconf-set-selections df diff diff3 dir dircolors \
    dirname dmesg dnsdomainname domainname dpkg dpkg-deb dpkg-divert dpkg-query dpkg-statoverride dpkg-trigger du echo \
    egrep env expand expiry expr factor faillog fallocate false fgrep find findmnt flock fmt fold getconf getent \
    getopt gpasswd gpgv grep groups gunzip gzexe gzip head hostid hostname iconv id infocmp install ionice ipcmk ipcrm \
    ipcs ischroot join last ldd link ln locale localedef logger login logname ls lsattr lsblk lscpu mawk mcookie \
    md5sum mesg mkdir mkfifo mknod mktemp more mount mountpoint mv namei nawk newgrp nice nisdomainname nl nohup nproc \
    nsenter numfmt od pager partx passwd paste pathchk perl pinky pr printenv printf prlimit ptx pwd rbash readlink \
    realpath renice reset rev rgrep rm rmdir run-parts runcon savelog script sdiff sed seq setarch setpriv setsid \
    setterm sg sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty su sum \
    sync tabs tac tail tar taskset tee tempfile test tic timeout toe touch tput tr true truncate tset tsort tty \
    tzselect umount uname uncompress unexpand uniq unlink unshare update-alternatives users utmpdump vdir wall wc \
    wdctl whereis which who whoami xargs yes zcat zcmp zdiff zdump zegrep zfgrep zforce zgrep zless zmore znew";

/// `/usr/sbin` of Debian 12, as far as Dockerfiles use it.
pub(super) const DEBIAN_SYSTEM: &str = "addgroup adduser add-shell chgpasswd chpasswd chroot deluser delgroup groupadd \
    groupdel groupmod grpck invoke-rc.d ldconfig newusers nologin policy-rc.d pwck remove-shell service \
    start-stop-daemon swapoff swapon tzconfig update-passwd useradd userdel usermod vipw visudo";

/// The words of a list.
pub(super) fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split_whitespace()
}
