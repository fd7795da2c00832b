package main

// stream is one video that a gateway sends.
type stream struct {
	manifest string
	sender   string // the broadcaster's account
	from     place  // of the gateway
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

// place is where a gateway is.
type place struct {
	address, country, region string
}

// Universities, whose addresses are public and whose countries are well known.
var (
	berlin       = place{"130.149.7.201", "DE", "Western Europe"}     // Technische Universität Berlin
	saoPaulo     = place{"143.107.253.3", "BR", "South America"}      // Universidade de São Paulo
	tokyo        = place{"133.11.0.1", "JP", "Eastern Asia"}          // University of Tokyo
	johannesburg = place{"146.141.13.50", "ZA", "Southern Africa"}    // University of the Witwatersrand
	annArbor     = place{"141.211.243.251", "US", "Northern America"} // University of Michigan
	southampton  = place{"2001:630:d0::1", "GB", "Northern Europe"}   // University of Southampton
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
