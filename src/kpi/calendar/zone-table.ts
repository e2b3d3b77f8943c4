/* Made by scripts/generate-zones.mts from moment-timezone's data (MIT), IANA 2026f. Do not edit. */

/** Version of the IANA time zone data base that the table was made from. */
export const ZONE_DATA_VERSION = '2026f';

/** One zone a line: `names | offset at 1970 | changes [~ line . number of its last changes]`; read by zones.ts. */
export const ZONE_TABLE = `Africa/Abidjan Etc/GMT-0 Etc/UTC Africa/Accra Africa/Bamako Africa/Banjul Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Nouakchott Africa/Ouagadougou Africa/Timbuktu Atlantic/Reykjavik Atlantic/St_Helena Iceland Etc/GMT Etc/GMT+0 Etc/GMT0 Etc/Greenwich GMT GMT+0 GMT-0 GMT0 Greenwich Etc/UCT Etc/Universal Etc/Zulu UCT UTC Universal Zulu|0|
Africa/Nairobi Asia/Riyadh Etc/GMT-3 Africa/Addis_Ababa Africa/Asmara Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Indian/Antananarivo Indian/Comoro Indian/Mayotte Antarctica/Syowa Asia/Aden Asia/Kuwait|180|
Africa/Algiers|0|etac+ 4r40- 1r7lo+ 9xs0+ 5m9o- cb8o- 5m9o+ 5u1o- 5m6c+
Africa/Lagos Etc/GMT-1 Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Libreville Africa/Luanda Africa/Malabo Africa/Niamey Africa/Porto-Novo|60|
Africa/Bissau|-60|1kcxo+
Africa/Maputo Africa/Johannesburg Etc/GMT-2 Africa/Maseru Africa/Mbabane Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Kigali Africa/Lubumbashi Africa/Lusaka|120|
Africa/Cairo Egypt|120|3pac+ 4q1o- 6jic+ 4q1o- 6kmc+ 4q1o- 6jic+ 4q1o- 6jic+ 4q1o- 6jic+ 4q1o- 6kmc+ 4q1o- 6jic+ 4q1o- 6jic+ 4q1o- 6jic+ 4q1o- 6kmc+ 4q1o- 6jic+ 4q1o- 95yc+ 23lo- 8ric+ 2i1o- 6kmc+ 4q1o- 6jic+ 4q1o- 6jic+ 4q1o- 6jic+ 4q1o- 6kmc+ 4q1o- 6p2c+ 4kho- 6jic+ 4q1o- 6jic+ 4q1o- 6kmc+ 4q1o- 6jic+ 4q1o- 6jic+ 4q1o- 6g4o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4jac- 6p5o+ 43qc- 74po+ 3vyc- 7cho+ 3o6c- 7s1o+ 36ec- xdo+ nac- 14u1o+ 1amc- 12xo+ 1q6c- 2osho+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc-
Africa/Casablanca|0|1ego0+ 24mc- irlo+ 2u6c- 8fdo+ 4mmc- 7ldo+ 1z2c- 1raxo+ k8uc- 70opo+ 2u6c- 8fdo+ 2hyc- 7u9o+ 30uc- 7cho+ 3o6c- 8fh0+ 2j40- yg0+ 19k0- 6hc0+ 25s0- 11s0+ 2eo0- 4r40+ 2s00- 12w0+ 2mg0- 4r40+ 2dk0- 12w0+ 30w0- 4r40+ 25s0- 12w0+ 3gg0- 4jc0+ 1q80- 1ao0+ 3o80- 4jc0+ 1ig0- 12w0+ 9xs0- 12w0+ 9q00- 1ao0+ 9q00- 12w0+ 9q00- 1ao0+ 9q00- 12w0+ 9xs0- 12w0+ 9q00- 1ao0+ 9q00- 12w0+ 5m6c-
Africa/Ceuta|0|1ego0+ 24mc- irlo+ 2u6c- 8fdo+ 4mmc- 7ldo+ 1z2c- 1raxo+ mypo+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0-
Africa/El_Aaiun|-60|1yu1o+ iuc+ 2u6c- 8fdo+ 4mmc- 7ldo+ 1z2c- 9c8ho+~7.51
Africa/Juba|120|3p8o+ 55ic- 62xo+ 56mc- 641o+ 56mc- 61to+ 57qc- 60po+ 58uc- 5zlo+ 59yc- 5yho+ 5c6c- 5w9o+ 5dac- 62xo+ 56mc- 61to+ 57qc- 60po+ 59yc- 5yho+ 5b2c- 5xdo+ 5c6c- 5w9o+ 5dac- 62xo+ 57qc- 60po+ 58uc- 4gnxo+ 6l9mc-
Africa/Khartoum|120|3p8o+ 55ic- 62xo+ 56mc- 641o+ 56mc- 61to+ 57qc- 60po+ 58uc- 5zlo+ 59yc- 5yho+ 5c6c- 5w9o+ 5dac- 62xo+ 56mc- 61to+ 57qc- 60po+ 59yc- 5yho+ 5b2c- 5xdo+ 5c6c- 5w9o+ 5dac- 62xo+ 57qc- 60po+ 58uc- 4gnxo+ 5klmc-
Africa/Monrovia|-44.5|1059884.5!+44.5
Africa/Ndjamena|60|329yc+ 4i6c-
Africa/Sao_Tome|0|f141o+ b9k0-
Africa/Tripoli Libya|120|3r9wo- 2s1o+ 5nac- 5m9o+ 5nac- 5ndo+ 5nac- 5rto+ 5hqc- 5plo+ 5m6c- 5k1o+ 5nac- 5ndo+ 5nac- 5m9o+ 5nac- 6mxo+ 2092c- 5qpo+ 4vw9o- 4ag0+
Africa/Tunis|60|2alac+ 4jc0- 6rc0+ 4q00- 30zc0+ 3kw0- 5m80+ 5m80- 6rc0+ 4ow0- 4kew0+ 4oxo- 5gpo+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0-
Africa/Windhoek|120|7kzoo- 55p0+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+
America/Adak America/Atka US/Aleutian|-660|3kdo+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ bg6c+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec-
America/Anchorage US/Alaska|-600|3kc0+~18.134
America/Puerto_Rico America/La_Paz Etc/GMT+4 America/Anguilla America/Antigua America/Aruba America/Blanc-Sablon America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Kralendijk America/Lower_Princes America/Marigot America/Montserrat America/Port_of_Spain America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola America/Virgin|-240|
America/Araguaina|-180|4yit0+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 7s1o+ 38mc- 7zto+ 3o6c- 1ry9o+ 3o6c- 7cho+ 43qc- 75to+ 4i6c- 6wxo+ 43qc- 6wxo+ 4jac- 6wxo+ 43qc- 7cho+ 3vyc- 7zto+ 38mc- 313to+ 3o6c-
America/Argentina/Buenos_Aires America/Buenos_Aires|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 43qc- 74po+ 43qc- 74po+ 4bic- 4n09o+ 2dic- 6p5o+ 4jac-
America/Argentina/Catamarca America/Argentina/ComodRivadavia America/Catamarca|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 43qc-120 74rc+120 43oo- 74po+ 4bic- 3io1o- l5o+ 13r2c+ 2dic-
America/Argentina/Cordoba America/Cordoba America/Rosario|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 43qc-120 74rc+120 43oo-~22.6
America/Argentina/Jujuy America/Jujuy|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic-120 7cjc+ 4bic- 69lo+120 4j8o- 74po+ 4bic- 4n09o+ 2dic-
America/Argentina/La_Rioja|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 41ic-120 22jc+ 54ec+ 43qc-~23.6
America/Argentina/Mendoza America/Mendoza|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic-120 6y3c+ 486c- 71do+ 49ac- 74po+120 4bgo- 3ie1o- 3w1o+ 10q6c+ 2dic-
America/Argentina/Rio_Gallegos|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 43qc- 74po+~26.7
America/Argentina/Salta|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 43qc-120 74rc+120 43oo-~25.4
America/Argentina/San_Juan|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 41ic-120 22jc+ 54ec+ 43qc- 74po+ 4bic- 3imxo- 1p5o+ 12o6c+ 2dic-
America/Argentina/San_Luis|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4mmc-120 6mzc+ 486c- 2u9o+ 42jic- 1p5o+ 12o6c+ oec- 1hdo- 6p5o+ 4jac- 6p5o+
America/Argentina/Tucuman|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 43qc-120 74rc+120 43oo- 74po+ 4bic- 3io1o- ddo+ 13yuc+~22.3
America/Argentina/Ushuaia|-180|19rx0+ 30uc- 4kg1o+ 2wec- 6wxo+ 4bic- 74po+ 43qc- 74po+ 43qc- 74po+ 4bic- 3ilto- ndo+ 13r2c+ 2dic-
America/Asuncion|-240|uzqo+ gvqc- gwxo+ 4ouc- 6lto+ 4nqc- 6lto+ 4nqc- 6lto+ 5m6c- 5ndo+ 5nac- 5ndo+ 5m6c- 5ndo+ 5m6c- 5ndo+ 5m6c- 5ndo+ 5nac- 5ndo+ 5m6c- 5ndo+ 5m6c- 5ndo+ 5m6c- 5ndo+ 5nac- 5ndo+ 5m6c- 6apo+ 4yuc- 5ndo+ 5m6c- 5sxo+ 4jac- 6q9o+ 5gmc- 5oho+ 4lic- 6o1o+ 4kec- 6p5o+ 4ouc- 6rdo+ 4bic- 6wxo+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 5m6c- 4jdo+ 6p2c- 4r5o+ 6hac- 61to+ 4jac- 6p5o+ 4jac- 6p5o+ 4jac- 6wxo+ 4bic- 6wxo+ 4bic- 6wxo+ 5eec- 5eho+ 5tyc- 5eho+ 5tyc- 5m9o+ 56mc- 61to+ 56mc- 61to+ 56mc- 61to+ 5eec- 5u1o+ 5eec- 5u1o+ 5eec- 61to+ 56mc- 61to+ 56mc- 61to+ 5eec- 5u1o+ 5eec- 5u1o+ 5eec- 5u1o+ 5eec- 61to+
America/Panama Etc/GMT+5 America/Atikokan America/Cayman America/Coral_Harbour EST|-300|
America/Bahia_Banderas|-420|883b0+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 5u1o+ 4jac- 5u1o+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+120 6h8o- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac-
America/Bahia|-180|4yit0+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 7s1o+ 38mc- 7zto+ 3o6c- 7s1o+ 3o6c- 7k9o+ 3gec- 7zto+ 30uc- 7zto+ 3vyc- 7cho+ 3vyc- 7cho+ 3o6c- 7cho+ 43qc- 75to+ 4i6c- 6wxo+ 43qc- 6wxo+ 4jac- 6wxo+ 43qc- 7cho+ 3vyc- 7zto+ 38mc- 2pnlo+ 43qc-
America/Barbados|-240|2bxe0+ 3gec- 61to+ 56mc- 61to+ 56mc- 69lo+ 4vic-
America/Belem|-180|4yit0+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc-
America/Belize|-360|189m0+ 21ac- 2rtdo+ 1q6c-
America/Boa_Vista|-240|4yiuo+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 3ncxo+ 4jac- 6wxo+ 7qc-
America/Bogota|-300|6zrkc+ 8o6c-
America/Boise|-420|3k70+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 30xo+ 87ic- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+~18.107
America/Cambridge_Bay|-420|q8v0+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ b8ec+ 6oz0- b0t0-~18.72
America/Campo_Grande|-240|4yiuo+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 7s1o+ 38mc- 7zto+ 3o6c- 7s1o+ 3o6c- 7k9o+ 3gec- 7zto+ 30uc- 7zto+ 3vyc- 7cho+ 3vyc- 7cho+ 3o6c- 7cho+ 43qc- 75to+ 4i6c- 6wxo+ 43qc- 6wxo+ 4jac- 6wxo+ 43qc- 7cho+ 3vyc- 7zto+ 38mc- 7k9o+ 3o6c- 821o+ 3e6c- 7cho+ 3vyc- 7zto+ 3gec- 74po+ 3vyc- 7k9o+ 3o6c- 7k9o+ 3vyc- 7cho+ 3vyc- 7cho+ 43qc- 7cho+ 3o6c- 7k9o+ 3o6c- 7k9o+ 3vyc- 7cho+ 3vyc- 7cho+ 3vyc- 7cho+ 3vyc- 7zto+ 38mc-
America/Cancun|-360|3r3pc+ bjf0- 45g50+ 69ic- 4yxo+ b8ec+ 3o6c- 2ldo- 4yxo+ 6hac- 4r5o+ 6hac- 5u1o+ 4jac- 5u1o+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 30xo+
America/Caracas|-240|bvnvo-30 2mmo0+30
America/Cayenne Etc/GMT+3|-180|
America/Chicago CST6CDT US/Central|-360|3k5c+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc-~43.126
America/Chihuahua|-360|8839c+ 69ic- 4yxo+ 69ic- b8ho- 4yxo+ 6hac- 4r5o+ 6hac- 5u1o+ 4jac- 5u1o+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+
America/Ciudad_Juarez|-360|8839c+ 69ic- 4yxo+ 69ic- b8ho- 4yxo+ 6hac- 4r5o+ 6hac- 5u1o+ 4jac- 5u1o+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4blo+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 82z0- 35h0+~18.29
America/Costa_Rica|-360|2v5m0+ 30uc- 87lo+ 30uc- 3bvlo+ 512c- 67do+ 1rac-
America/Coyhaique|-180|2ot0- 61to+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 69lo+ 4yuc- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 5m6c- 5m9o+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 5u1o+ 5eec- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 56mc- 61to+ 4r2c- 61to+ 5tyc- 5u1o+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 56mc- 61to+ 4r2c- 6hdo+ 5eec- 5u1o+ 6hac- 38po+ 7ryc- 3w1o+ 7cec- 43to+ 74mc- 43to+ j0ec- 2t5o+ 8fac- 2t5o+ 8fac- 2t5o+ 7cec- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4r5o+ 6p2c- 4r5o+
America/Phoenix Etc/GMT+7 America/Creston MST US/Arizona|-420|
America/Cuiaba|-240|4yiuo+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 7s1o+ 38mc- 7zto+ 3o6c- 7s1o+ 3o6c- 7k9o+ 3gec- 7zto+ 30uc- 7zto+ 3vyc- 7cho+ 3vyc- 7cho+ 3o6c- 7cho+ 43qc- 75to+ 4i6c- 6wxo+ 43qc- 6wxo+ 4jac- 6wxo+ 43qc- 7cho+ 3vyc- 7zto+ 38mc- jaho+~45.29
America/Danmarkshavn|-180|37ooc+ 5e9c- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 323c+180
America/Dawson_Creek|-480|3k8o+ 5m6c- 5m9o+ 5tyc- 5m9o+
America/Dawson|-540|173j0+ 218po+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+
America/Denver MST7MDT America/Shiprock Navajo US/Mountain|-420|3k70+~49.135
America/Detroit US/Michigan|-300|11h7o+ 5m6c- 25to+ 92mc- 5m9o+ 5m6c-~43.124
America/Edmonton America/Yellowknife Canada/Mountain|-420|q8v0+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+~58.8
America/Eirunepe|-300|4yiwc+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 1s61o+ 3vyc- 4ho1o+ 1onac-
America/El_Salvador|-360|5feq0+ 4jac- 6p5o+ 4jac-
America/Tijuana America/Ensenada America/Santa_Isabel Mexico/BajaNorte|-480|3k8o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4blo+~18.55
America/Fort_Nelson|-480|3k8o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 43to+~61.16
America/Fort_Wayne America/Indiana/Indianapolis America/Indianapolis US/East-Indiana|-300|3k3o+ 5m6c- b3h5o+~18.63
America/Fortaleza|-180|4yit0+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 7s1o+ 38mc- 7zto+ 3o6c- 30o9o+ 4jac- 6wxo+ fic- b0po+ 3vyc-
America/Glace_Bay|-240|q8q0+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c-~60.126
America/Godthab America/Nuuk|-180|37ooc+ 5e9c- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ bg80+~8.27
America/Goose_Bay|-240|3k20+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yud+ 69ic- 4yxo+120 6h8o-120 4r7c+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7chn-~18.52
America/Grand_Turk|-300|2x3no+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 159ic-~18.38
America/Guatemala|-360|17yi0+ 2t2c- 2w3to+ 3tqc- 2cjdo+ 56mc- 4l3do+ 4r2c-
America/Guayaquil|-300|768wc+ 24mc-
America/Guyana|-225|1qwm9+45 57t4f-
America/Halifax Canada/Atlantic|-240|3k20+ 5m6c- 5m9o+ 5tyc- 5m9o+~68.131
America/Havana Cuba|-300|3k0c+ 5m6c- 5m9o+ 5tyc- 5m9o+ 4yuc- 69lo+ 4zyc- 68ho+ 512c- 67do+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5u1o+ 4r2c- 4yxo+ 6hac- 4r5o+ 6hac- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4yuc- 69lo+ 4yuc- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 5eho+ 61qc- 5eho+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5m80+ 5m80- 5m80+ 5u00- 56o0+ 6hc0- 4r40+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4yw0+ 69k0- 4yw0+ 69k0- 4r40+ t600- 43s0+ 74o0- 4bk0+ 6ww0- 43s0+ 74o0- 4bk0+ 74o0- 4bk0+ 7cg0- 4bk0+ 6p40- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 43s0+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 43s0+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ iso0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 43s0+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0- 3w00+ 7cg0-
America/Hermosillo|-420|883b0+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic-
America/Indiana/Knox America/Knox_IN US/Indiana-Starke|-360|3k5c+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 4vfic-~18.62
America/Indiana/Marengo|-300|3k3o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- ewpo+ 7k6c- 9j35o+~18.63
America/Indiana/Petersburg|-360|3k5c+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 98pqc- 43to+ b8ec+~18.59
America/Indiana/Tell_City|-300|3k3o+ 5m6c- b9yho-~18.62
America/Indiana/Vevay|-300|3k3o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- agsho+~18.63
America/Indiana/Vincennes|-300|3k3o+ 5m6c- b9yho-~80.61
America/Indiana/Winamac|-300|3k3o+ 5m6c- b9yho- 43to+120 7cco-~18.60
America/Inuvik|-480|q8wo+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+120 5m4o-~61.93
America/Iqaluit America/Pangnirtung|-300|q8ro+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac-120 4r7c+ b8ec+~18.73
America/Jamaica Jamaica|-300|1997o+ 92mc- 3o9o+ 7k6c-~6.16
America/Juneau|-480|3k8o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- gupo+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc-120 5mbc+~18.107
America/Kentucky/Louisville America/Louisville|-300|3k3o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- ewpo+~43.125
America/Kentucky/Monticello|-360|3k5c+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+~86.74
America/Lima|-300|50dkc+ 2ryc- 8hlo+ 2ryc- v1to+ 2ryc- 16bdo+ 2ryc-
America/Los_Angeles PST8PDT US/Pacific|-480|3k8o+~49.135
America/Maceio|-180|4yit0+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 7s1o+ 38mc- 7zto+ 3o6c- 1ry9o+ 3o6c- 151to+~67.5
America/Managua|-360|11je0+ k8uc- 1a0po+ 31yc- 86ho+ 31yc- 3lwwc+ 88fo- 321o+ 193ac- 2l8po+ 5eec- 6hh0+ 4r0o-
America/Manaus Brazil/West|-240|4yiuo+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 1s61o+ 3vyc-
America/Martinique|-240|37omo+ 5eec-
America/Matamoros|-360|5ps5c+ 6hac- 2btto+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 5u1o+ 4jac- 5u1o+~64.71
America/Mazatlan Mexico/BajaSur|-420|883b0+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 5u1o+ 4jac- 5u1o+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac-~36.24
America/Menominee|-300|173fo-~49.128
America/Merida|-360|3r3pc+ 9lic- 47e1o+~98.53
America/Metlakatla|-480|3k8o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- a0sxo- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 9pyc- 1iho+~18.37
America/Mexico_City Mexico/General|-360|8839c+~98.53
America/Miquelon|-240|38geo+ 2635o+~18.101
America/Moncton|-240|3k20+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- gupo+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yud+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 43wz+~18.61
America/Monterrey|-360|5ps5c+ 6hac- 2btto+~98.53
America/Montevideo|-180|3it0+ 1jic- kyho+ 2lac- gupo+90 1q5i- 5eho-30 3ggu+ 30uc- jg1o+ 2dic- 8fdo+ 2t2c- 8uxo+ 2dic- 1q9o+ 9xqc- 2fbdo+ 2cec- 8uxo+ 2lac- 7cho+ 3o6c- 7cho+ 43qc- 7cho+ 3vyc- 74po+ 43qc- 3ma1o+ 5u1o- 61to+ 4r2c- 69lo+ 4yuc- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4yuc- 69lo+ 4yuc- 69lo+ 4yuc- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c-
America/Toronto America/Montreal America/Nassau America/Nipigon America/Thunder_Bay Canada/Eastern|-300|3k3o+~75.135
America/New_York EST5EDT US/Eastern|-300|3k3o+~49.135
America/Nome|-660|3kdo+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc+ 5m6c+~18.107
America/Noronha Brazil/DeNoronha|-120|4yirc+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 7s1o+ 38mc- 7zto+ 3o6c- 30o9o+ 4jac- 6wxo+ 7qc- b8ho+ 3vyc-
America/North_Dakota/Beulah|-420|3k70+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ b8ec+~18.53
America/North_Dakota/Center|-420|3k70+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ b8ec+~18.89
America/North_Dakota/New_Salem|-420|3k70+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ b8ec+~18.67
America/Ojinaga|-360|8839c+ 69ic- 4yxo+ 69ic- b8ho- 4yxo+ 6hac- 4r5o+ 6hac- 5u1o+ 4jac- 5u1o+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4blo+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 43to+ 7cec- 3w1o+ b8ec+~18.29
America/Paramaribo|-210|4m9pu+30
America/Port-au-Prince|-300|46gwc+ 5eec- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yzc+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4yw0+ 69k0- 4yw0+ 69k0- 4yw0+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4yw0+ 69k0- 4yw0+ 69k0- 2btqc+ 6hac- 4r5o+ 6hac- 1ohx0+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- 3w1o+ 7cec- fc9o+~18.41
America/Rio_Branco America/Porto_Acre Brazil/Acre|-300|4yiwc+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 6dq1o+ 1onac-
America/Porto_Velho|-240|4yiuo+~39.5
America/Punta_Arenas|-180|2ot0- 61to+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 69lo+ 4yuc- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 5m6c- 5m9o+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 5u1o+ 5eec- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 56mc- 61to+ 4r2c- 61to+ 5tyc- 5u1o+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 56mc- 61to+ 4r2c- 6hdo+ 5eec- 5u1o+ 6hac- 38po+ 7ryc- 3w1o+ 7cec- 43to+ 74mc- 43to+ j0ec- 2t5o+
America/Winnipeg America/Rainy_River Canada/Central|-360|3k5c+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5eg0+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5eg0+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 4yw0+ 69k0- 4yw0+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4yw0+ 69k0- 4yw0+ 69k0- 4yw0+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4yw0+ 69k0- 4yw0+ 69k0- 4yw0+ 69k0- 4yw0+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4yw0+ 69k0- 4yw0+ 69k0- 4yw0+ 6hc0- 4r40+ 6hc0- 4r40+~61.40
America/Rankin_Inlet|-360|q8tc+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ hpqc-~18.72
America/Recife|-180|4yit0+~110.15
America/Regina Etc/GMT+6 Canada/Saskatchewan|-360|
America/Resolute|-360|q8tc+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ hpqc- 4yxo+ 69ic- 4yxo+ 69ic- 4yxo+ 6hac- 4r5o+ 6hac- 4r5o+ hxic-~18.60
America/Santarem|-240|4yiuo+ 43qc- 6wxo+ 3gec- 7t5o+ 38mc- 6dq1o+
America/Santiago Chile/Continental|-180|2ot0- 61to+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 69lo+ 4yuc- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 5m6c- 5m9o+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 5u1o+ 5eec- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 56mc- 61to+ 4r2c- 61to+ 5tyc- 5u1o+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 56mc- 61to+ 4r2c- 6hdo+ 5eec- 5u1o+ 6hac- 38po+ 7ryc- 3w1o+ 7cec- 43to+ 74mc- 43to+ j0ec- 2t5o+ 8fac- 2t5o+ 8fac- 2t5o+ 7cec- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4yxo+ 69ic- 4r5o+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c-~17.3
America/Santo_Domingo|-270|1kvi-30 7lcu+30 2on6-30 8rku+30 2j36-30 8pcu+30 2lb6-30 8n4u+30 2mf6-30 8m0u+ 856ho- 12w0+
America/Sao_Paulo Brazil/East|-180|4yit0+~45.67
America/Scoresbysund|-120|37omo+ 5eg0- 5m4o+120 5m6c- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- b8g0-~8.26
America/Sitka|-480|3k8o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 25to+ 92mc- 3o9o+ 7k6c- 5m9o+ 5tyc- 5eho+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+~88.113
America/St_Johns Canada/Newfoundland|-210|3k16+~70.135
America/Swift_Current|-420|q8v0+
America/Tegucigalpa|-360|5feq0+ 4jac- 6p5o+ 4jac- 5ijto+ 2u6c-
America/Thule|-240|6nhe0+ 5m6c- 5m9o+ 5m6c- 5u1o+~18.89
America/Vancouver Canada/Pacific|-480|3k8o+ 5m6c- 5m9o+ 5tyc- 5m9o+~61.108
America/Whitehorse Canada/Yukon|-480|38c8o+~58.80
America/Yakutat|-540|3kac+~49.135
Antarctica/Casey|480|cglq0+180 4970-180 il10+180 3lyc-180 1glac+180 fl5o-180 6hh0+180 4ypc-180 67h0+180 4t70-180 6hc1+180 4yqz-180 69p1+180 4yqz-180 69p1+180 4vjz-180
Antarctica/Davis|420|cglro-120 4g1o+120 ie6c-120 3m1o+120
Pacific/Port_Moresby Etc/GMT-10 Antarctica/DumontDUrville Pacific/Chuuk Pacific/Truk Pacific/Yap|600|
Antarctica/Macquarie|660|20yo- 74o0+ 4bk0- 74o0+ 3o80- 7k80+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4r40- 6p40+ 4jc0- 6p40+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 74o0+ 4jc0- 6ww0+ 4jc0- 6ww0+ 4bk0- 6ww0+ 4bk0- 6ww0+ 4r40- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5m80- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 4r40+ 6hc0- 61s0+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5m80- 5m80+ 5eg0- 61s0+ 5m80- 5m80+ 5m80- 5m80+ guo0- 5m80+ 5m80- 5u00+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 5m80- 5m80+ 5m80- 5m80+
Antarctica/Mawson|360|cgltc-
Pacific/Auckland Antarctica/McMurdo Antarctica/South_Pole NZ|720|1iivc+ 3gg0- 7k80+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 6p40+ 4yw0- 69k0+ 4yw0- 69k0+ 4yw0- 69k0+ 56o0- 61s0+ 56o0- 61s0+ 56o0- 61s0+ 56o0- 69k0+ 4yw0- 69k0+ 4yw0- 69k0+ 56o0- 61s0+ 56o0- 61s0+ 56o0- 69k0+ 4yw0- 69k0+ 4yw0- 69k0+ 56o0- 61s0+ 56o0- 61s0+ 56o0- 61s0+ 56o0- 61s0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5m80+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5m80+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 61s0- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5m80+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5m80+ 5u00- 5eg0+ 5u00- 5eg0+
Antarctica/Palmer|-180|19rx0+ 30uc- 2i6po- 501o+~119.66
Antarctica/Rothera|0|25yo0-180
Antarctica/Troll|0|b16xo+120 6p40-120 4jc0+120 6p40-120 4jc0+120 6p40-120 4r40+120 6hc0-120 4r40+120 6hc0-120 4r40+120 6p40-120 4jc0+120 6p40-120 4jc0+120 6p40-120 4r40+120 6hc0-120 4r40+120 6hc0-120 4r40+120 6hc0-120 4r40+120 6p40-120 4jc0+120 6p40-120 4jc0+120 6p40-120 4r40+120 6hc0-120 4r40+120 6hc0-120 4r40+120 6p40-120 4jc0+120 6p40-120 4jc0+120 6p40-120 4r40+120 6hc0-120 4r40+120 6hc0-120 4r40+120 6hc0-120 4r40+120 6p40-120 4jc0+120 6p40-120 4jc0+120 6p40-120 4r40+120 6hc0-120 4r40+120 6hc0-120 4r40+120 6p40-120 4jc0+120 6p40-120 4jc0+120 6p40-120 4jc0+120 6p40-120 4r40+120 6hc0-120 4r40+120 6hc0-120
Antarctica/Vostok|420|7ji4c-420 8fno+420 94cvo-120
Europe/Berlin Arctic/Longyearbyen Atlantic/Jan_Mayen Europe/Copenhagen Europe/Oslo Europe/Stockholm|60|37oho+ 5eg0- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+~8.103
Asia/Almaty|360|3is60+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 61xgo-
Asia/Amman|120|12n0o+ 3lyc- 6jlo+ 4pyc- 6jlo+ 4pyc- 6kpo+ 5oec- 5l5o+ 4pyc- 6iho+ 4pyc- 21axo+ 5nac- 5plo+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 6kpo+ 4nqc- 69lo+ 4yuc- 5zlo+ 512c- 61to+ 5eec- 5m9o+ 5m6c- 5m9o+ 56mc- 69lo+ 4yw0- 69k0+ 56o0- 61s0+ 56o0- 61s0+ 56o0- 8ts0+ 2mg0- 5sw0+ 5nc0- 5l40+ 5nc0- 5m80+ 5m80- 5m80+ 6hc0- 4r40+ 69k0- 56o0+ 5m80- 5m80+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ jfyc- 30xo+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 3o80+
Asia/Anadyr|780|3iruc+ 5nac- b9lo- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- bg9o- 4jc0+
Asia/Aqtau|300|3ofjo+ b9ic- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80-120 5m9o+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+
Asia/Aqtobe|300|3is7o+ gwuc- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40-
Asia/Ashgabat Asia/Ashkhabad|300|3is7o+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+
Asia/Atyrau|300|3ofjo+ b9ic- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- bg9o-~152.9
Asia/Baghdad|180|3uz70+ 4pyc- 5l5o+ 5oec- 5ndo+ 5nac- 5m9o+ 5l5o- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5nfc+ 5nc0- 5nc0+ 5nc0- 5m80+ 5nc0- 5m80+ 5nc0- 5m80+ 5nc0- 5nc0+ 5nc0- 5m80+ 5nc0- 5m80+ 5nc0- 5m80+ 5nc0- 5nc0+ 5nc0- 5m80+ 5nc0- 5m80+ 5nc0- 5m80+ 5nc0- 5nc0+ 5nc0- 5m80+ 5nc0- 5m80+ 5nc0- 5m80+ 5nc0-
Asia/Qatar Asia/Bahrain|240|r7tc-
Asia/Baku|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 5m80+ 195nc+ 6hc0- 4r2c+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0-~8.4
Asia/Bangkok Asia/Jakarta Etc/GMT-7 Asia/Phnom_Penh Asia/Vientiane Indian/Christmas|420|
Asia/Barnaul|420|3is4c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 1xv0- 3oeo- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 14eec- fzlo+
Asia/Beirut|120|rv8o+ 346c- 6jlo+ 4pyc- 6jlo+ 4pyc- 6jlo+ 4pyc- 6kpo+ 4pyc- 6jlo+ 4pyc- 6iho+ 4pyc- 1qypo+ 56mc- 62xo+ 56mc- 62xo+ 56mc- 62xo+ 56mc- 72ho+ 486c- 6cxo+ 4wmc- 62xo+ 56mc- 62xo+ 56mc- 641o+ 4tac- 5eho+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5u1o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+~36.3
Asia/Bishkek|360|3is60+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- ac80- 6xyc+ 56mc- 61to+ 56mc- 61to+ 56mc- 61to+ 56mc- 61to+ 5eec- 5mdu+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+
Asia/Brunei Asia/Makassar Etc/GMT-8 Asia/Kuching Asia/Ujung_Pandang|480|
Asia/Kolkata Asia/Calcutta|330|
Asia/Chita|540|3is10+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 14eec-120 fznc+
Asia/Ulaanbaatar Asia/Choibalsan Asia/Ulan_Bator|420|2i6cc+ 1n4uc+ 5nac- 5ndo+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5u1o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- t510+ 4r2c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 2nplo+ 5m30- 5md0+ 5m30-
Asia/Shanghai Asia/Chongqing Asia/Chungking Asia/Harbin PRC|480|545q0+ 43qc- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+~106.5
Asia/Colombo|330|89jyu+ 4r36-30 2yq8u-30
Asia/Dhaka Asia/Dacca|360|ccwcc+ 60o0-
Asia/Damascus|120|3pc0+ 4pyc- 6jlo+ 4pyc- 6kpo+ 4pyc- 6jlo+ 4pyc- 6jlo+ 4pyc- 6jlo+ 4pyc- 6kpo+ 4pyc- 6jlo+ 3smc- 7gxo+ 3smc- 1fvto+ 5eec- 5w9o+ 5eec- fixo+ 792c- 4exo+ 7j2c- 475o+ 73ic- 4nto+ 5oec- 5m9o+ 5m6c- 5nac+ 5nac- 5v5o+ 5fic- 5flo+ 5nac- 5sxo+ 5nac- 5m9o+ 5nac- 5ndo+ 5nac- 5l5o+ 5oec- 5k1o+ 5pic- 5m9o+ 5nac- 5ndo+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5nac- 5m9o+ 5nac- 5m9o+ 5dac- 5u1o+ 6p2c- 4r5o+ 6iec- 4i9o+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+
Asia/Dili|540|1zep0- 7ms9o+
Asia/Dubai Etc/GMT-4 Asia/Muscat Indian/Mahe Indian/Reunion|240|
Asia/Dushanbe|360|3is60+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- am9o-
Asia/Famagusta|120|1ni4o+ 5m6c- 6o1o+ 4lic- 5ddo+ 5eec- 5u1o+ 5nac- 5l5o+ 5m6c- 5u1o+ 5eec- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5u1o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 6hh0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ hxk0-~8.40
Asia/Gaza|120|1ev0o+ 30uc- 5u1o+ 43qc- 1jixo+ 1ao0- 151s0+ 3gg0- 74o0+ 4bic- 7zto+ 3gec- 6sho+ 4nqc- 6hdo+ 4jac- 7cho+ 3vyc- 69lo+ 4r2c- 6hdo+ 4yuc- 6hdo+ 4yuc- 6f5o+ 4tac- 6f5o+ 4lic- 6mxo+ 4tac- 6mxo+ 56o0- 61s0+ 56o0- 61s0+ 56o0- 6hc0+ 5m6c- 5u1o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 56o0- 61s0+ 5b5o- 5iuc+ 5dac- 5w9o+ 53do- 62uc+ 4r2c- 6hdo+ 4yw0- 6ao1+ 486b- 76xp+ 3rib- 7gxo+ 5eg0- 5u00+ 5m6c- 5m9o+ 6hac- 4s9o+ 6g80- 4s9o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4q00+ 6iec- 4r5o+ 6hc0- 4r40+ 6o00- 4lk0+ 6o1o- 5m9o+ 5m6c- 5eho+ 5tyc- 56po+ 61qc- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 69ic- 4yxo+ 61qc-
Asia/Hebron|120|1ev0o+ 30uc- 5u1o+ 43qc- 1jixo+ 1ao0- 151s0+ 3gg0- 74o0+ 4bic- 7zto+ 3gec- 6sho+ 4nqc- 6hdo+ 4jac- 7cho+ 3vyc- 69lo+ 4r2c- 6hdo+ 4yuc- 6hdo+ 4yuc- 6f5o+ 4tac- 6f5o+ 4lic- 6mxo+ 4tac- 6mxo+ 56o0- 61s0+ 56o0- 61s0+ 56o0- 6hc0+ 5m6c- 5u1o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 56o0- 61s0+ 5b5o- 5iuc+ 5dac- 5w9o+ 53do- 62uc+ 4uec- 6e1o+ 4yw0- 69k0+ 49ac- 76xp+ 3rib- w9o+ yec- 5m9o+~175.51
Asia/Ho_Chi_Minh Asia/Saigon|480|1pdmo-
Asia/Hong_Kong Asia/Macau Hongkong Asia/Macao|480|3bsi+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 25to+ 92mc- 5m9o+ 5m6c- 5m9o+ 5m6c- sy9o+ 4yuc-
Asia/Hovd|360|2i6e0+~166.48
Asia/Irkutsk|480|3is2o+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 14eec-
Europe/Istanbul Asia/Istanbul Turkey|120|12jqc+ 4r40- 4jdo+ 6p2c- 4aho+ 6xyc- 4blo+ 6wuc- 4r5o+ 61qc- 56po+ 1o26c+ 1xyc- c81o- 58w0+ 4yw0- 5nc0+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5eg0+ 5u00- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jfc+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4kg0+ 6o00- 4jc0+ 6p40- 4r40+ 6hc0- 4s80+ 6g80- 4r40+ 6ww0- 4bk0+
Asia/Jayapura Asia/Tokyo Etc/GMT-9 Pacific/Palau Japan|540|
Asia/Jerusalem Asia/Tel_Aviv Israel|120|1ev0o+ 30uc- 5u1o+ 43qc- 1jixo+ 1ao0- 151s0+ 3gg0- 74o0+ 4bic- 7zto+ 3gec- 6sho+ 4nqc- 6hdo+ 4jac- 7cho+ 3vyc- 69lo+ 4r2c- 6hdo+ 4yuc- 6hdo+ 4yuc- 6f5o+ 4tac- 6f5o+ 4lic- 6mxo+ 4tac- 5zlo+ 5pic- 5qpo+ 5gmc- 5rto+ 58uc- 6f90+ 4r2c- 6wxo+ 5eco- 5plo+ 56mc- 5qpo+ 5xac- 5b5o+ 5tyc- 5rto+ 56mc- 5wbc+ 5w6c- 5c9o+ 5oec- 5k1o+ 58uc- 5zlo+ 5w6c- 5c9o+ 5oec- 5k1o+ 58uc- 67do+ 5oec- 5k1o+ 5gmc- 5rto+ 6jic- 4oxo+ 6jic- 4oxo+ 6jic- 4oxo+ 6rac- 4h5o+ 6rac- 4h5o+ 6rac- 4oxo+ 6jic- 4oxo+ 6jic- 4oxo+ 6rac- 4h5o+ 6rac- 4h5o+ 6rac- 4oxo+ 6jic- 4oxo+ 6jic- 4oxo+ 6jic- 4oxo+ 6rac- 4h5o+ 6rac- 4h5o+ 6rac- 4oxo+ 6jic- 4oxo+ 6jic- 4oxo+ 6rac- 4h5o+ 6rac- 4h5o+ 6rac- 4h5o+ 6rac- 4oxo+ 6jic- 4oxo+ 6jic-
Asia/Kabul|270|
Asia/Kamchatka|720|3irw0+ 5nac- 5m9o+ 5nac-~151.56
Asia/Karachi|300|a3p3o+ 5m6c- 1rqho+ 4pyc- 53do+ 666c-
Asia/Urumqi Etc/GMT-6 Asia/Kashgar|360|
Asia/Kathmandu Asia/Katmandu|330|50d2u+15
Asia/Khandyga|540|3is10+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 22co+ 2opo+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 58r0- z5p0-
Asia/Krasnoyarsk|420|3is4c+~180.61
Asia/Kuala_Lumpur Asia/Singapore Singapore|450|3r9mo+30
Asia/Magadan|660|3irxo+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 14eec-120 gurc+
Asia/Manila|480|29kao+ 5hqc- 3ypto+ 24mc-
Asia/Nicosia Europe/Nicosia|120|1ni4o+ 5m6c- 6o1o+ 4lic- 5ddo+ 5eec- 5u1o+ 5nac- 5l5o+ 5m6c- 5u1o+ 5eec- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5tyc- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5u1o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 6hh0-~8.78
Asia/Novokuznetsk|420|3is4c+~185.59
Asia/Novosibirsk|420|3is4c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 1q30- 3w6o- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 14eec- jnto+
Asia/Omsk|360|3is60+~180.61
Asia/Oral|300|3is7o+ gwuc- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- 5m80+ 5m80- 3gg0+ 7s00- 5m80+ 5m80- 5m80+ 5m80- 5m80+~152.18
Asia/Pontianak|480|5mw2o-
Asia/Pyongyang|540|ea8x0-30 uog0+30
Asia/Qostanay|300|3is7o+ gwuc- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 68mj0-
Asia/Qyzylorda|300|3is7o+ gwuc- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- eow0+ 7s00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 4m2r0-
Asia/Rangoon Asia/Yangon Indian/Cocos|390|
Asia/Sakhalin|660|3irxo+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- b8ho-~160.29
Asia/Samarkand|300|3is7o+ gwuc- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80-
Asia/Seoul ROK|540|5flwc+ 4r40- 6hc0+ 4r40-
Asia/Srednekolymsk|660|3irxo+~180.61
Asia/Taipei ROC|480|1buyo+ 5nac- 5m9o+ 5nac- 1695o+ 2u6c-
Asia/Tashkent|360|3is60+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho-
Asia/Tbilisi|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 5m4o+ 5m6c- 5m9o+ 5m6c- 5m9o+ b8ec+ 5m6c- 5u1o+ hpqc- 4r5o+ 6hac- 4r5o+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4r5o+ 6hac- 4r5o+ 6hac- 4r5o+ 2t2c- 3w6o- 4jc0+
Asia/Tehran Iran|210|29dsi+ 6ko0-30 4s8u+ 43s0- 30w0-30 61su+ 3kuc- 5oho+ 5qmc- 3bkho+ 4dqc- 5m9o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5m9o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5m9o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5m9o+ 5oec- s49o+ 5oec- 5m9o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5m9o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5m9o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5l5o+ 5oec- 5m9o+ 5oec- 5l5o+ 5oec-
Asia/Thimphu Asia/Thimbu|330|5k1yu+30
Asia/Tomsk|420|3is4c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ yg0- 5ixo- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 14eec- hxlo+
Asia/Ust-Nera|540|3is10+180 5n70- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+~189.16
Asia/Vladivostok|600|3irzc+~180.61
Asia/Yakutsk|540|3is10+~180.61
Asia/Yekaterinburg|300|3is7o+~180.61
Asia/Yerevan|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- b8ho- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ momc+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40-
Atlantic/Azores|-60|3txlo+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 2t5o+ 2t2c+ 2i00- 3480-~8.88
Atlantic/Bermuda|-240|1cpm0+~68.127
Atlantic/Canary|0|37og0+ 5eho-~148.114
Atlantic/Cape_Verde|-120|1uhio+
Atlantic/Faroe Atlantic/Faeroe|0|3ip5o+~148.113
Atlantic/Madeira|0|3u5c0+ 5eg0- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m9o-~8.102
Atlantic/South_Georgia Etc/GMT+2|-120|
Atlantic/Stanley|-240|4692o+ 4jac+ 6p2c- 4blo+ 6wuc- b0po- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6wuc- 4blo+ 6wuc- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6wuc- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p2c- 4jdo+ 6p5o- 4blo+ 74mc- 43to+ 74mc- 4blo+ 6wuc- 4blo+ 6wuc- 4blo+ 6wuc- 4blo+ 6wuc- 4blo+ 74mc- 4blo+ 6wuc- 4blo+ 6wuc- 4blo+
Australia/Sydney Australia/ACT Australia/Canberra Australia/NSW|600|kluo+ 3o80- 7k80+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4yw0- 6hc0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4bk0- 6p40+ 4jc0- 6ww0+ 4jc0- 6ww0+ 4bk0- 6ww0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4r40- 6hc0+ 4r40- 6hc0+ 4r40- 6hc0+ 4r40- 6p40+ 4jc0- 4r40+ 6hc0- 6p40+ 4r40- 6hc0+ 4r40- 6hc0+ 4r40- 6p40+ 4jc0- 6p40+ 4r40- 6hc0+ 4jc0- 6p40+ 4yw0- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80-~141.53
Australia/Adelaide Australia/South|570|klvi+ 3o80- 7k80+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4bk0- 6p40+ 4jc0- 6ww0+ 4jc0- 6ww0+ 4bk0- 6ww0+ 4bk0- 6ww0+ 3w00- 7cg0+ 4jc0- 6p40+ 43s0- 7cg0+ 4bk0- 6ww0+ 4jc0- 6p40+ 4r40- 6hc0+ 4r40- 6hc0+ 4r40- 6hc0+ 4r40- 6p40+ 4jc0- 6p40+ 4jc0-~227.73
Australia/Brisbane Australia/Queensland|600|kluo+ 3o80- 5j740+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00-
Australia/Broken_Hill Australia/Yancowinna|570|klvi+ 3o80- 7k80+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4yw0- 6hc0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4bk0- 6p40+ 4jc0- 6ww0+ 4jc0- 6ww0+ 4bk0- 6ww0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+~228.84
Australia/Hobart Australia/Currie Australia/Tasmania|660|20yo- 74o0+ 4bk0- 74o0+ 3o80- 7k80+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4r40- 6p40+ 4jc0- 6p40+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 74o0+ 4jc0- 6ww0+ 4jc0- 6ww0+ 4bk0- 6ww0+ 4bk0- 6ww0+ 4r40- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5m80- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 4r40+ 6hc0- 61s0+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5eg0- 5u00+ 5m80- 5m80+ 5eg0- 61s0+ 5m80-~227.59
Australia/Darwin Australia/North|570|
Australia/Eucla|525|1ib8r+ 3w00- 2pnk0+ 3w00- 2euo0+ 38o0- 4mcw0+ 3gg0- 6p40+~206.3
Australia/Lord_Howe Australia/LHI|600|3htjc+30 7cii+ 43qc- 7cho+ 3vyc- 7cho+ 3vyc- 7cho+ 3vyc- 7cho+30 4bj6-30 6p4u+30 4jb6-30 6wwu+30 4jb6-30 6wwu+30 4bj6-30 6wwu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 43r6-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 4r36-30 6hcu+30 4r36-30 6hcu+30 4r36-30 6hcu+30 4r36-30 6p4u+30 4jb6-30 4r4u+30 6hb6-30 6p4u+30 4r36-30 6hcu+30 4r36-30 6hcu+30 4r36-30 6p4u+30 4jb6-30 6p4u+30 4r36-30 6hcu+30 4jb6-30 6p4u+30 4yv6-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5u0u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5u0u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5tz6-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5u0u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5m8u+30 5m76-30 5u0u+30 5m76-30 5m8u+30 5m76-30 5m8u+30
Australia/Lindeman|600|kluo+ 3o80- 5j740+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00-
Australia/Melbourne Australia/Victoria|600|kluo+ 3o80- 7k80+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 3w00- 7cg0+ 4bk0- 6p40+ 4jc0- 6p40+ 4r40- 6ww0+ 4bk0- 6ww0+ 4bk0- 6ww0+ 3w00- 7cg0+ 3w00- 7cg0+ 43s0- 7cg0+ 3w00- 7cg0+ 4jc0- 6p40+~227.84
Australia/Perth Australia/West|480|1iba0+~233.11
Europe/Brussels CET Europe/Amsterdam Europe/Luxembourg MET|60|29rdo+ 5eg0- 5u00+ 5m80- 5m80+ 5m80- 5u00+~148.115
Pacific/Easter Chile/EasterIsland|-360|2ot0- 61to+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 69lo+ 4yuc- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6p5o+ 4jac- 6p5o+ 4jac- 6p5o+ 4r2c- 6hdo+ b8g0+~126.108
Europe/Athens EET|120|1nh0o+ 71c0- 48bc+ 5m80- 5eg0+ 5fk0- 5sw0+ 5eho- 5ua0+ 5kqo- 5pic+ 5jyc- 5meo+~148.113
Europe/Dublin Europe/London Eire Europe/Belfast Europe/Guernsey Europe/Isle_of_Man Europe/Jersey GB GB-Eire|60|kmbc- 4bk0+ 6ww0- 4bk0+ 6ww0- 4bk0+ 6ww0- 4bk0+ 6ww0- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6ww0- 4bk0+ 6ww0- 4bk0+ 6ww0- 4r2c+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4yw0+~8.83
Etc/GMT-11 Pacific/Guadalcanal Pacific/Pohnpei Pacific/Ponape|660|
Etc/GMT-12 Pacific/Tarawa Pacific/Funafuti Pacific/Majuro Pacific/Wake Pacific/Wallis|720|
Etc/GMT-13|780|
Etc/GMT-14|840|
Etc/GMT-5 Indian/Maldives Indian/Kerguelen|300|
Etc/GMT+1|-60|
Etc/GMT+10 Pacific/Honolulu Pacific/Tahiti HST Pacific/Johnston US/Hawaii|-600|
Etc/GMT+11 Pacific/Pago_Pago Pacific/Niue Pacific/Midway Pacific/Samoa US/Samoa|-660|
Etc/GMT+12|-720|
Etc/GMT+8|-480|
Etc/GMT+9 Pacific/Gambier|-540|
Europe/Andorra|60|4rupo+~148.105
Europe/Astrakhan|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- 5m80+ guo0- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80-~160.33
Europe/Belgrade Europe/Ljubljana Europe/Podgorica Europe/Sarajevo Europe/Skopje Europe/Zagreb|60|4561o+~148.109
Europe/Prague Europe/Bratislava|60|2w89o+~238.117
Europe/Bucharest|120|2xyco+ 3vyc- 5u00+ 5eho- 5mbc+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m4o+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m6c- 5m9o+ 5m6c- 5u1o+ 6hac- 4rao+~8.81
Europe/Budapest|60|37oec+ 5eg0- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5mbc+~148.107
Europe/Zurich Europe/Busingen Europe/Vaduz|60|~223.114
Europe/Chisinau Europe/Tiraspol|180|3isb0+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 1amc- 4jfc- 5m80+ 5m80- 5m4o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5u1o+ 6hac- 4r90+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jdo+~8.31
Europe/Gibraltar|60|3txlo+~148.111
Europe/Helsinki Europe/Mariehamn|120|3ip40+ 5m80- 5m80+ 5m80- 5m9o+~148.109
Europe/Kaliningrad|180|3isb0+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- 5m80+ 5m80- 5m80+~180.39
Europe/Kiev Europe/Kyiv Europe/Uzhgorod Europe/Zaporozhye|180|3isb0+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 30uc- e1nc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hdo-~8.82
Europe/Kirov|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- 5m80+ guo0-~180.38
Europe/Lisbon Portugal WET|60|23xc0- 5m80+ 5m80- 5u1o+ 5m80- 5m80+ 5m80- 5u00+ 5eg0- 5m6c+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m9o+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ b8g0+ 5m80- 5m80+ 5m80- 5m80+ 5m80- cbc0-~8.82
Europe/Madrid|60|1c9oo+ 5eho- 5tyc+ 5eho- 5eec+ 5m9o- 5tyc+ 5eho- 5u3c+~238.119
Europe/Malta|60|4mmc+ 3o80- 7cg0+ 3w00- 7k80+ 3w00- 5l40+ 5m80- 6ao0+ 4kg0- 6o3c+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 6hdo+ 4r2c- 62xo+ 5dac- 5u1o+~148.113
Europe/Minsk|180|3isb0+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- mopo- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+
Europe/Paris Europe/Monaco|60|1yb40+ 5m6c- 5u3c+~238.121
Europe/Moscow W-SU|180|3isb0+~180.61
Europe/Riga|180|3isb0+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 5m80- 5m9o+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- frs0+~8.73
Europe/Rome Europe/San_Marino Europe/Vatican|60|4mmc+ 3o80- 7cg0+ 3w00- 7k80+ 3w00- 7k80+ 3o80- 7cg0+ 3w00- 7k80+ 3o80- 7k80+ 3o80- 7cg0+ 3w00- 7k80+ 3w00- 7cg0+ 3w00- 5u3c+~148.115
Europe/Samara|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- bvto+ 4yso+~151.37
Europe/Saratov|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5m80- 5m80+ 5u00- 5m80+ guo0- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 14eec- nrlo+
Europe/Simferopol|180|3isb0+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 8n40- jnto+ 5m80- 5m80+ 5m80- 5m80+ 12r0+ 4jfc- 5m80+ 5m80- 5two+ 6hh0- b8ho- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r2c+120 6h8o-
Europe/Sofia|120|2w830+ 5ndo- 5suc+ 5flo- 5suc+ 5ejc- 5two+ 5el0- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m4o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+~257.87
Europe/Tallinn|180|3isb0+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hdo- 4r40+ 6p40- r800+~8.71
Europe/Tirane|60|1cvyc+ 4nqc- 6iho+ 4r2c- 6kpo+ 4r2c- 6p5o+ 4jac- 6o1o+ 4kec- 6o1o+ 4kec- 6o1o+ 4r2c- 6apo+ 4r2c- 6p5o+ 4r2c- 62xo+ 54ec- 5ndo+ 5mbc-~148.106
Europe/Ulyanovsk|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- b8ho- 3gg0+ 25qc+ 5m80-~254.39
Europe/Vienna|60|37oec+ 5eec- 5md0+~148.113
Europe/Vilnius|180|3isb0+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- b8ho- 4r40+ 195k0+~8.69
Europe/Volgograd|240|3is9c+ 5nac- 5m9o+ 5nac- 5m9o+ 5nac- 5ndo+ 5mbc- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- b8ho- 5m80+ 5m80- 5m80+ 5u00- 5m80+ guo0- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5u00+ 6hc0- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4jc0+ 6p40- 4r40+ 6hc0- 4r40+ 6hc0- 4r40+ 6p40- 4jc0+ 14eec- 195lo+ oeuc-
Europe/Warsaw Poland|60|29rc0+ 5eg0- 5u00+ 5m80- 5m80+ 5m80- 5u00+ 5eg0- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5u00- 5m80+ 5m80- 5m80+ 5m80- 5m80+ 5m80- 5m9o+~8.99
Indian/Chagos|300|852vo+
Indian/Mauritius|240|3zz5c+ 4zyc- 80m50+ 4r2c-
Pacific/Kwajalein Kwajalein|-720|7egs0+1440
Pacific/Chatham NZ-CHAT|765|~143.127
Pacific/Apia|-660|cr7mc+ 5t10- 5eg0+ 2zlc+1440 2ueo- 5m80+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00- 5m80+ 5u00- 5eg0+ 5u00- 5eg0+ 5u00-
Pacific/Bougainville|600|e35eo+
Pacific/Efate|660|18ss0+ 30w0- 2yy1o+ 5m6c- 5m9o+ 5m6c- 5u1o+ 5eec- 5u1o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5m9o+ 5m6c- 5u1o+ 3o6c- 8fdo+ 2t2c-
Pacific/Enderbury Pacific/Kanton|-720|31w40+ 4rwuc+1440
Pacific/Fakaofo|-660|d5eqc+1440
Pacific/Fiji|720|910nc+ 3o80- 7s00+ 3gg0- 31yw0+ 3o80- 6hc0+ 43s0- 74o0+ 2t40- 8fc0+ 2t40- 8n40+ 2lac- 8uxo+ 2dk0- 8uw0+ 2dk0- 92o0+ 25s0- 92o0+ 25s0- 92o0+ 25s0- 9ag0+ 1y00- al40+ v40-
Pacific/Galapagos|-300|50dkc- 25vdo+ 24mc-
Pacific/Guam Pacific/Saipan|600|3jeo+ 43qc- 74po+ 43qc- pplo+ 25qc- pddo+ 2pqd- 7k9n+ 3vyc-
Pacific/Kiritimati|-640|31w1s+40 4rwuw+1440
Pacific/Kosrae|720|92wc0-
Pacific/Marquesas|-570|
Pacific/Nauru|690|2uo86+30
Pacific/Norfolk|690|1ib46+ 3w00- cplc0-30 195ku+~141.36
Pacific/Noumea|660|2hb1o+ 2mec- 8m1o+ 2nic- 5k7x0+ 2t40-
Pacific/Pitcairn|-510|8v8m6+30
Pacific/Rarotonga|-630|2rx5i+ 3gec-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 43r6-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 43r6-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30 7cgu+30 3vz6-30
Pacific/Tongatapu|780|9bido+ 5280- 74o0+ 2lac- 8n5o+ 2lac- 4mkpo+ 25s0-`;
