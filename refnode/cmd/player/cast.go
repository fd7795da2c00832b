package main

// stream is one video that a gateway sends.
type stream struct {
	manifest string
	sender   string // the broadcaster's account
	from     string // the gateway's address
	source   string // a folder of segments
	profiles string
}

// Accounts of nobody.
const (
	ada   = "0x00000000000000000000000000000000000a11ce"
	bruno = "0x000000000000000000000000000000000000b0b0"
	chie  = "0x000000000000000000000000000000000000c41e"
	duma  = "0x000000000000000000000000000000000000d00d"
	emma  = "0x000000000000000000000000000000000000e44a"
	finn  = "0x000000000000000000000000000000000000f100"
)

// Addresses of universities: public ones, whose countries are well known.
const (
	berlin       = "130.149.7.201"   // Technische Universität Berlin
	saoPaulo     = "143.107.253.3"   // Universidade de São Paulo
	tokyo        = "133.11.0.1"      // University of Tokyo
	johannesburg = "146.141.13.50"   // University of the Witwatersrand
	annArbor     = "141.211.243.251" // University of Michigan
	southampton  = "2001:630:d0::1"  // University of Southampton
)

// Ladders that gateways ask for.
const (
	fullLadder  = "720p:1280x720:3000000,480p:854x480:1200000,360p:640x360:700000,240p:426x240:400000"
	shortLadder = "480p:854x480:1200000,240p:426x240:400000"
	smoothHD    = "720p60:1280x720:4500000,360p30:640x360@30:700000"
	onePicture  = "360p:640x360:700000"
)

var (
	concert  = stream{"concert", ada, berlin, "1080p30", fullLadder}
	lecture  = stream{"lecture", ada, berlin, "480p25", onePicture}
	football = stream{"football", bruno, saoPaulo, "720p60", smoothHD}
	gameplay = stream{"gameplay", chie, tokyo, "1080p30", shortLadder}
	radio    = stream{"radio", duma, johannesburg, "480p25", onePicture}
	festival = stream{"festival", emma, annArbor, "720p60", shortLadder}
	selfie   = stream{"selfie", emma, annArbor, "portrait30", onePicture}
	harbour  = stream{"harbour", finn, southampton, "portrait30", shortLadder}
)
